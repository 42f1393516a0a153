using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Tessera.Core.Tables;

// The parts of a snapshot one after the other, each behind its length or count, in pieces of a chunk: no part is ever
// in memory twice as a whole.
internal sealed class SnapshotWriter(IBufferWriter<byte> target)
{
    private readonly ArrayBufferWriter<byte> scratch = new();

    public void Write<T>(T record)
    {
        scratch.ResetWrittenCount();
        MemoryPackSerializer.Serialize(scratch, record);
        Write(scratch.WrittenCount);
        target.Write(scratch.WrittenSpan);
    }

    public void Write<TRow>(FrozenTable<TRow> table)
        where TRow : unmanaged
    {
        Write(table.Count);
        for (var chunk = 0; chunk < table.ChunkCount; chunk++)
        {
            target.Write(MemoryMarshal.AsBytes(table.Chunk(chunk)));
        }
    }

    public void Write(FrozenTable<ulong>[] layers)
    {
        Write(layers.Length);
        foreach (var layer in layers)
        {
            Write(layer);
        }
    }

    // Slots keep their keys and lengths; where the bytes lay means nothing elsewhere.
    public void Write(FrozenRecords records)
    {
        Write(records.Slots.Count);
        for (var chunk = 0; chunk < records.Slots.ChunkCount; chunk++)
        {
            foreach (ref readonly var slot in records.Slots.Chunk(chunk))
            {
                var key = slot;
                key.Place = 0;
                target.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<RecordSlot>(in key)));
                target.Write(records.BytesOf(slot));
            }
        }
    }

    private void Write(int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target.GetSpan(sizeof(int)), number);
        target.Advance(sizeof(int));
    }
}
