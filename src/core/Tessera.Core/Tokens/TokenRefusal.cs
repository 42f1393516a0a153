namespace Tessera.Core.Tokens;

// Ordered by precedence within 4000-4999. Persisted numbers: append only.
public enum TokenRefusal : ushort
{
    TokenUnknown = 4001,
    TokenIsDeleted = 4002,

    // The actor may not make this move; see TokenRules for who may.
    ActorMayNot = 4003,
    TokenIsInactive = 4004,

    // This actor has suspended the token already.
    AlreadySuspended = 4005,

    // This actor has no suspension to lift.
    NotSuspendedByActor = 4006,
    TokenIsSuspended = 4007,

    // The token's keys lie in a secure element and are never replaced.
    KeysAreForLife = 4008,

    // The device did not show that it opened the key.
    KeyProofWrong = 4009,

    // Not the number after the one in use: another copy of the device was faster, or there are no more.
    KeyNumberWrong = 4010,
}
