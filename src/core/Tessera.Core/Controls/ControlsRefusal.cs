namespace Tessera.Core.Controls;

// Ordered by precedence within 8000-8999. Persisted numbers: append only.
public enum ControlsRefusal : ushort
{
    // A limit, count or list is outside its range, or an owner sets what it has no say in.
    RecordInvalid = 8001,
    AccountUnknown = 8002,
    TokenUnknown = 8003,
    StepUpUnknown = 8004,

    // It was answered, used, or its time is over.
    StepUpNotOpen = 8005,
}
