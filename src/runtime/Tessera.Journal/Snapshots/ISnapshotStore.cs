using System.Buffers;

namespace Tessera.Journal.Snapshots;

/// <summary>Keeps the newest snapshots of a shard. Losing all of them costs time, never a row.</summary>
public interface ISnapshotStore
{
    /// <summary>Writes a snapshot piece by piece; it exists once all of it is durable.</summary>
    void Save(int schema, JournalHead position, Action<IBufferWriter<byte>> write);

    /// <summary>The sound snapshots, newest first; damaged ones are left out.</summary>
    IEnumerable<Snapshot> NewestFirst(int shard);
}
