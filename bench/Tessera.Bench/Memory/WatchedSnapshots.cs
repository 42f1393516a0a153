using System.Buffers;
using Tessera.Journal;
using Tessera.Journal.Snapshots;

namespace Tessera.Bench.Memory;

/// <summary>Knows whether a snapshot is being written.</summary>
internal sealed class WatchedSnapshots(ISnapshotStore store) : ISnapshotStore
{
    private volatile bool isWriting;

    public bool IsWriting => isWriting;

    public int Written { get; private set; }

    public void Save(int schema, JournalHead position, Action<IBufferWriter<byte>> write)
    {
        isWriting = true;
        try
        {
            store.Save(schema, position, write);
            Written++;
        }
        finally
        {
            isWriting = false;
        }
    }

    public IEnumerable<Snapshot> NewestFirst(int shard) => store.NewestFirst(shard);
}
