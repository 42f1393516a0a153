namespace Tessera.Client.Settlement;

/// <summary>One business date and currency of a merchant, minor units:
/// <c>Net = Captured - Refunded - ChargedBack - Fees - ChargebackFees</c> and
/// <c>Payout = Net + Released - DebtCollected + ReserveDrawn + DebtMade - Held</c>.</summary>
public sealed record StatementLine
{
    public required string BusinessDate { get; init; }

    public string? Currency { get; init; }

    public long Captured { get; init; }

    public long Refunded { get; init; }

    public long ChargedBack { get; init; }

    /// <summary>What the merchant paid its acquirer, of which the next two went on.</summary>
    public long Fees { get; init; }

    public long Interchange { get; init; }

    public long SchemeFees { get; init; }

    public long ChargebackFees { get; init; }

    public long Net { get; init; }

    public long Released { get; init; }

    public long DebtCollected { get; init; }

    public long ReserveDrawn { get; init; }

    public long DebtMade { get; init; }

    public long Held { get; init; }

    public string? HeldUntil { get; init; }

    public long Payout { get; init; }

    /// <summary>closed, then settled.</summary>
    public string? State { get; init; }
}
