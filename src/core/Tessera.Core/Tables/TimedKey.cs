namespace Tessera.Core.Tables;

[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record TimedKey([property: Order(0)] Timestamp At, [property: Order(1)] UInt128 Key);
