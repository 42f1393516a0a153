namespace Tessera.Core.Payments;

[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record PaymentTableSnapshot(
    [property: Order(0)] Payment[] Payments,
    [property: Order(1)] TimedKey[] Finished,
    [property: Order(2)] TombstoneList[] Tombstones,
    [property: Order(3)] long AuthorisedCount);
