namespace Tessera.Server.Api.Settlement;

/// <summary>One business date and currency of a merchant; minor units.
/// <c>net = captured - refunded - charged_back - fees - chargeback_fees</c>, and
/// <c>payout = net + released - debt_collected + reserve_drawn + debt_made - held</c>.</summary>
public sealed record StatementLineView
{
    public required string BusinessDate { get; init; }

    public required string Currency { get; init; }

    public required long Captured { get; init; }

    public required long Refunded { get; init; }

    public required long ChargedBack { get; init; }

    /// <summary>What the merchant paid its acquirer, of which the next two went on.</summary>
    public required long Fees { get; init; }

    public required long Interchange { get; init; }

    public required long SchemeFees { get; init; }

    public required long ChargebackFees { get; init; }

    public required long Net { get; init; }

    public required long Released { get; init; }

    public required long DebtCollected { get; init; }

    public required long ReserveDrawn { get; init; }

    public required long DebtMade { get; init; }

    public required long Held { get; init; }

    public string? HeldUntil { get; init; }

    public required long Payout { get; init; }

    /// <summary>closed, then settled.</summary>
    public required string State { get; init; }
}
