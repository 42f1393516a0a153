using System.Buffers;

namespace Tessera.Journal.Snapshots;

/// <summary>Keeps the newest snapshots of a shard. Losing all of them costs time, never a row.</summary>
public interface ISnapshotStore
{
    /// <summary>Writes a snapshot piece by piece; it exists once all of it is durable.</summary>
    void Save(int schema, JournalHead position, Action<IBufferWriter<byte>> write);

    /// <summary>Newest first. A file that is none is left out; whether a body is whole each tells itself.</summary>
    IEnumerable<Snapshot> NewestFirst(int shard);
}
