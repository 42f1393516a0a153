namespace Tessera.Core.Settlement;

// One merchant, currency and business date: what the batch, the merchant's account and the report must agree on.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record MerchantLine
{
    [Order(0)]
    public required MerchantId Merchant { get; init; }

    [Order(1)]
    public required ulong MerchantNumber { get; init; }

    [Order(2)]
    public required ushort AcquirerBook { get; init; }

    [Order(3)]
    public required ushort CurrencyNumber { get; init; }

    [Order(4)]
    public int CaptureCount { get; init; }

    [Order(5)]
    public long CapturedMinor { get; init; }

    [Order(6)]
    public int RefundCount { get; init; }

    [Order(7)]
    public long RefundedMinor { get; init; }

    [Order(8)]
    public long MerchantFeeMinor { get; init; }

    [Order(9)]
    public long InterchangeMinor { get; init; }

    [Order(10)]
    public long SchemeFeeMinor { get; init; }

    [Order(11)]
    public int ChargebackCount { get; init; }

    // Below zero when more was won back than taken.
    [Order(12)]
    public long ChargedBackMinor { get; init; }

    [Order(13)]
    public long ChargebackFeeMinor { get; init; }

    [MemoryPackIgnore]
    public long NetMinor =>
        CapturedMinor - RefundedMinor - ChargedBackMinor - MerchantFeeMinor - ChargebackFeeMinor;
}
