namespace Tessera.Core.Controls;

// When a target with a velocity control was last paid with, oldest first, at most as many as a control can count.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record RecentPayments(
    [property: Order(0)] ControlTarget Target,
    [property: Order(1)] UInt128 Id,
    [property: Order(2)] Timestamp[] At);
