namespace Tessera.Server.Api.Settlement;

/// <summary>One merchant and currency: <c>net = captured - refunded - charged_back - fees -
/// chargeback_fees</c>, minor units.</summary>
public sealed record SettlementLineView
{
    public required string Merchant { get; init; }

    public required string Currency { get; init; }

    public required long Captures { get; init; }

    public required long Captured { get; init; }

    public required long Refunds { get; init; }

    public required long Refunded { get; init; }

    public required long Fees { get; init; }

    public required long Interchange { get; init; }

    public required long SchemeFees { get; init; }

    public required long Chargebacks { get; init; }

    public required long ChargedBack { get; init; }

    public required long ChargebackFees { get; init; }

    public required long Net { get; init; }
}
