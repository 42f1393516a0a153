namespace Tessera.Core.Settlement;

// Ordered by precedence within 7000-7999. Persisted numbers: append only.
public enum SettlementRefusal : ushort
{
    WindowAlreadyClosed = 7001,

    // A window closes at the earliest on its own day.
    WindowNotDue = 7002,

    // Windows close and settle in the order of their dates.
    OutOfOrder = 7003,
    WindowNotClosed = 7004,
    AlreadySettled = 7005,
    PayoutUnknown = 7006,
    AmountDiffers = 7007,
    CapInvalid = 7008,
    ParticipantUnknown = 7009,
}
