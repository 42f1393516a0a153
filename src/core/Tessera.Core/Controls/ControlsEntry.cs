namespace Tessera.Core.Controls;

[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record ControlsEntry(
    [property: Order(0)] ControlKey Key, [property: Order(1)] SpendingControls Controls);
