namespace Tessera.Client.Settlement;

/// <summary>A payout to a merchant, minor units: instructed, then settled when the bank's statement says so.</summary>
public sealed record Payout
{
    public required string Id { get; init; }

    public string? Merchant { get; init; }

    public string? Currency { get; init; }

    public long Amount { get; init; }

    public string? State { get; init; }

    public string? StatementReference { get; init; }
}
