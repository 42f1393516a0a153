namespace Tessera.Core.Partners;

// What was approved for one payer in its issuer's place on the current day.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record StandInUse(
    [property: Order(0)] UInt128 Payer,
    [property: Order(1)] int Count,
    [property: Order(2)] long AmountMinor);
