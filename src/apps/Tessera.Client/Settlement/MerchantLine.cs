namespace Tessera.Client.Settlement;

/// <summary>What a window owes one merchant, minor units: <c>Net = Captured - Refunded - ChargedBack -
/// Fees - ChargebackFees</c>.</summary>
public sealed record MerchantLine
{
    public required string Merchant { get; init; }

    public required string Currency { get; init; }

    public long Captures { get; init; }

    public long Captured { get; init; }

    public long Refunds { get; init; }

    public long Refunded { get; init; }

    public long Fees { get; init; }

    public long Interchange { get; init; }

    public long SchemeFees { get; init; }

    public long Chargebacks { get; init; }

    public long ChargedBack { get; init; }

    public long ChargebackFees { get; init; }

    public long Net { get; init; }
}
