namespace Tessera.Client.Settlement;

/// <summary>What one closed window owes to whom. The positions of a currency sum to zero.</summary>
public sealed record SettlementReport
{
    public required string Id { get; init; }

    public string? BusinessDate { get; init; }

    public string? State { get; init; }

    public IReadOnlyList<SettlementPosition> Positions { get; init; } = [];

    public IReadOnlyList<MerchantPayout> Payouts { get; init; } = [];

    public string? Created { get; init; }
}
