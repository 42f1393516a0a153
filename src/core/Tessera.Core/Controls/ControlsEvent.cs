namespace Tessera.Core.Controls;

public abstract partial record ControlsEvent : CoreEvent
{
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record ControlsSet(
        [property: Order(1)] ControlKey Key,
        [property: Order(2)] SpendingControls Before,
        [property: Order(3)] SpendingControls After,
        [property: Order(4)] string By) : ControlsEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record StepUpAsked([property: Order(1)] StepUp StepUp) : ControlsEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record StepUpAnswered(
        [property: Order(1)] PaymentId StepUp,
        [property: Order(2)] bool IsConfirmed,
        [property: Order(3)] Timestamp ExpiresAt,
        [property: Order(4)] string By) : ControlsEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record StepUpUsed(
        [property: Order(1)] PaymentId StepUp,
        [property: Order(2)] PaymentId Payment) : ControlsEvent;
}
