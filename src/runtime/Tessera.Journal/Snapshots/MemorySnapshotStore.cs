using System.Buffers;

namespace Tessera.Journal.Snapshots;

public sealed class MemorySnapshotStore : ISnapshotStore
{
    private readonly Lock _gate = new();
    private readonly List<Snapshot> _snapshots = [];

    public void Save(int schema, JournalHead position, Action<IBufferWriter<byte>> write)
    {
        var body = new ArrayBufferWriter<byte>();
        write(body);
        var bytes = body.WrittenSpan.ToArray();
        lock (_gate)
        {
            _snapshots.Add(new Snapshot(schema, position, () => new MemoryStream(bytes, writable: false), () => true));
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
