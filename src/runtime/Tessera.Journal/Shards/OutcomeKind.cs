namespace Tessera.Journal.Shards;

/// <summary>What became of a command.</summary>
public enum OutcomeKind
{
    /// <summary>Decided and durable; the reply tells what was decided.</summary>
    Decided = 1,

    /// <summary>The same command came before; this is the stored reply.</summary>
    Repeated = 2,

    /// <summary>Malformed or not allowed; nothing was written.</summary>
    Rejected = 3,

    /// <summary>The shard takes no more work right now; nothing was done.</summary>
    Busy = 4,

    /// <summary>Whether it was done is not known: ask again with the same key.</summary>
    Unknown = 5,

    /// <summary>A fault of the program while deciding; nothing was written.</summary>
    Faulted = 6,
}
