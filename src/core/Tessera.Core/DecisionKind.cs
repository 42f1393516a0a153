namespace Tessera.Core;

public enum DecisionKind : byte
{
    // Malformed or not allowed: nothing is written.
    Rejected = 1,

    // The command id was answered before: the stored reply, no second effect.
    Repeated = 2,

    // Events and a reply; a decline is decided too.
    Decided = 3,
}
