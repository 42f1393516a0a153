namespace Tessera.Core.Controls;

[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record ControlsSnapshot(
    [property: Order(3)] RecentPayments[] Recent,
    [property: Order(4)] StepUp[] StepUps);
