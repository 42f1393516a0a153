namespace Tessera.Client.Settlement;

/// <summary>What one closed window owes to whom. The positions of a currency sum to zero. The answers to closing and
/// settling hold what those acts decided; ask for the report to see all of it.</summary>
public sealed record SettlementReport
{
    /// <summary>The business date names the window.</summary>
    public required string Id { get; init; }

    public string? BusinessDate { get; init; }

    /// <summary>closed, then settled.</summary>
    public string? State { get; init; }

    public IReadOnlyList<SettlementPosition> Positions { get; init; } = [];

    public IReadOnlyList<MerchantLine> Lines { get; init; } = [];

    public IReadOnlyList<Payout> Payouts { get; init; } = [];

    public string? Created { get; init; }
}
