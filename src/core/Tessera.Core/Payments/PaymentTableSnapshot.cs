namespace Tessera.Core.Payments;

// What a table of payments knows beside the payments.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record PaymentTableSnapshot(
    [property: Order(2)] TombstoneList[] Tombstones,
    [property: Order(3)] long AuthorisedCount);
