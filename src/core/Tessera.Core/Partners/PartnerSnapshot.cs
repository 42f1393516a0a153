namespace Tessera.Core.Partners;

[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record PartnerSnapshot(
    [property: Order(0)] PartnerMessage[] Waiting,
    [property: Order(1)] long LastSequence,
    [property: Order(2)] DateOnly StandInDay,
    [property: Order(3)] StandInUse[] StandIns);
