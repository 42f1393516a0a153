namespace Tessera.Journal.Snapshots;

public sealed class MemorySnapshotStore : ISnapshotStore
{
    private readonly Lock _gate = new();
    private readonly List<Snapshot> _snapshots = [];

    public void Save(Snapshot snapshot)
    {
        lock (_gate)
        {
            _snapshots.Add(snapshot);
        }
    }

    public IEnumerable<Snapshot> NewestFirst(int shard)
    {
        lock (_gate)
        {
            return [.. _snapshots
                .Where(snapshot => snapshot.Position.Shard == shard)
                .OrderByDescending(snapshot => snapshot.Position.Sequence)];
        }
    }
}
