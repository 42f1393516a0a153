namespace Tessera.Journal;

/// <summary>Why a journal refused to open, to read or to append.</summary>
public enum JournalFault
{
    None = 0,

    /// <summary>Another process or instance holds the folder.</summary>
    Locked = 1,

    /// <summary>The head anchor knows rows that the journal does not have: acknowledged rows are lost.</summary>
    RowsMissing = 2,

    /// <summary>The row at the anchor's sequence has another hash than the anchor: this is another history.</summary>
    Forked = 3,

    AnchorMissing = 4,
    AnchorDamaged = 5,

    /// <summary>A row fails its checksum or its chain.</summary>
    Damaged = 6,

    /// <summary>A newer owner claimed the shard.</summary>
    Fenced = 7,

    /// <summary>The row does not follow the head.</summary>
    OutOfOrder = 8,

    /// <summary>The storage failed. Whether the row is durable is not known.</summary>
    Storage = 9,

    /// <summary>The file was written by a format this program does not know.</summary>
    UnknownFormat = 10,

    /// <summary>The shard dropped its memory and reads its journal again; ask again with the same key.</summary>
    Reloading = 11,

    /// <summary>The shard takes no more work right now; nothing was done.</summary>
    Busy = 12,

    /// <summary>The shard met a fault that reading the journal again does not heal.</summary>
    Stopped = 13,
}
