namespace Tessera.Server.Api.Settlement;

public sealed record PayoutView
{
    public required string Id { get; init; }

    public required string Merchant { get; init; }

    public required string Currency { get; init; }

    public required long Amount { get; init; }

    /// <summary>instructed, then settled when the bank's statement says so.</summary>
    public required string State { get; init; }

    public string? StatementReference { get; init; }
}
