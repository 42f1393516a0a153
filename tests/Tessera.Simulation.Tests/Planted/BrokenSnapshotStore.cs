using MemoryPack;
using Tessera.Core;
using Tessera.Journal.Snapshots;

namespace Tessera.Simulation.Tests.Planted;

// Stores the content of the snapshot before under the name of this one, or leaves an answer out.
internal sealed class BrokenSnapshotStore(ISnapshotStore inner, bool isStale) : ISnapshotStore
{
    private ReadOnlyMemory<byte>? before;

    public void Save(Snapshot snapshot)
    {
        var body = isStale ? before ?? snapshot.Body : WithoutAnswer(snapshot.Body);
        before = snapshot.Body;
        inner.Save(snapshot with { Body = body });
    }

    public IEnumerable<Snapshot> NewestFirst(int shard) => inner.NewestFirst(shard);

    private static byte[] WithoutAnswer(ReadOnlyMemory<byte> body)
    {
        var content = MemoryPackSerializer.Deserialize<ShardSnapshotContent>(body.Span)!;
        return MemoryPackSerializer.Serialize(content with { Answers = [.. content.Answers.Skip(1)] });
    }
}
