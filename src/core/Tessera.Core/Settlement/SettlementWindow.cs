namespace Tessera.Core.Settlement;

// A closed business date: the batch.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record SettlementWindow(
    [property: Order(0)] DateOnly BusinessDate,
    [property: Order(1)] Timestamp ClosedAt,
    [property: Order(2)] MerchantLine[] Lines,
    [property: Order(3)] Obligation[] Obligations,
    [property: Order(4)] NetPosition[] Positions,
    [property: Order(5)] SafeguardingRelease[] Releases,
    [property: Order(6)] bool IsSettled);
