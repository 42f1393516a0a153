namespace Tessera.Core.Settlement;

[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record SettlementSnapshot(
    [property: Order(0)] SettlementWindow[] Open,
    [property: Order(1)] SettlementWindow[] Closed,
    [property: Order(2)] MerchantPayout[] Payouts,
    [property: Order(3)] MerchantReserve[] Reserves,
    [property: Order(4)] DateOnly LastClosed,
    [property: Order(5)] NetDebitCap[] Caps);
