namespace Tessera.Journal;

/// <summary>What is wrong with a row.</summary>
public enum RowFault
{
    None = 0,
    WrongShard = 1,

    /// <summary>The sequence does not follow the row before it: rows are missing.</summary>
    Gap = 2,

    /// <summary>The blob does not match its CRC-32C.</summary>
    BadChecksum = 3,

    /// <summary>The row names another predecessor than the one it follows.</summary>
    BrokenChain = 4,

    /// <summary>A field of the row does not match the row's SHA-256.</summary>
    BadHash = 5,

    /// <summary>The storage could not give the row back.</summary>
    Unreadable = 6,

    /// <summary>The blob is intact but is not a batch of events this program knows.</summary>
    UnknownEvents = 7,
}
