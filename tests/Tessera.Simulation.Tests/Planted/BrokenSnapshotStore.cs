using System.Buffers;
using Tessera.Core;
using Tessera.Journal;
using Tessera.Journal.Snapshots;

namespace Tessera.Simulation.Tests.Planted;

// Stores the content of the snapshot before under the name of this one, or leaves an answer out.
internal sealed class BrokenSnapshotStore(ISnapshotStore inner, bool isStale) : ISnapshotStore
{
    private byte[]? before;

    public void Save(int schema, JournalHead position, Action<IBufferWriter<byte>> write)
    {
        var content = new ArrayBufferWriter<byte>();
        write(content);
        var body = content.WrittenSpan.ToArray();
        var wrong = isStale ? before ?? body : WithoutAnswer(body);
        before = body;
        inner.Save(schema, position, writer => writer.Write(wrong));
    }

    public IEnumerable<Snapshot> NewestFirst(int shard) => inner.NewestFirst(shard);

    private static byte[] WithoutAnswer(byte[] body)
    {
        var state = ShardSnapshot.Read(new MemoryStream(body), new Nowhere())!;
        state.Answers.Apply(new MaintenanceEvent.AnswersArchived(Math.Min(1, state.Answers.Count)), new Nowhere());
        var content = new ArrayBufferWriter<byte>();
        state.Freeze().Write(content);
        return content.WrittenSpan.ToArray();
    }

    private sealed class Nowhere : IColdSink
    {
        public void Put(ColdKey key, ReadOnlySpan<byte> row)
        {
        }
    }
}
