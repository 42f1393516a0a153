namespace Tessera.Journal.Shards;

public enum ShardStatus
{
    /// <summary>Not loaded yet.</summary>
    New = 0,

    Serving = 1,

    /// <summary>An append failed: memory is dropped and will be read again before anything is served.</summary>
    Reloading = 2,

    /// <summary>A fault that reading again does not heal. The process should end; the journal is the truth.</summary>
    Stopped = 3,
}
