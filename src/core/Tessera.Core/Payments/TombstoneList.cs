namespace Tessera.Core.Payments;

// Oldest first.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record TombstoneList(
    [property: Order(0)] ushort AcquirerBook,
    [property: Order(1)] TimedKey[] Traces);
