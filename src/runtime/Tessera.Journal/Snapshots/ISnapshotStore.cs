namespace Tessera.Journal.Snapshots;

/// <summary>Keeps the newest snapshots of a shard. Losing all of them costs time, never a row.</summary>
public interface ISnapshotStore
{
    void Save(Snapshot snapshot);

    /// <summary>The sound snapshots, newest first; damaged ones are left out.</summary>
    IEnumerable<Snapshot> NewestFirst(int shard);
}
