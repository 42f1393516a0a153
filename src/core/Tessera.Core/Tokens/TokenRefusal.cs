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
}
