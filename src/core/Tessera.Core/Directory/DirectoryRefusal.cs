namespace Tessera.Core.Directory;

// Ordered by precedence within 1000-1999. Persisted numbers: append only.
public enum DirectoryRefusal : ushort
{
    // A member of the record is missing or outside its range.
    RecordInvalid = 1001,

    // The id, book, code or number is taken by another record.
    AlreadyRegistered = 1002,

    ParticipantUnknown = 1003,
    MerchantUnknown = 1004,
    TerminalUnknown = 1005,
    RangeUnknown = 1006,
    RequestorUnknown = 1007,
    ApiKeyUnknown = 1008,

    // A fee table must carry a higher version than the one in force.
    VersionNotNewer = 1009,

    // Fees change from the present business date on, not before.
    EffectiveInPast = 1010,
}
