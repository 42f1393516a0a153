using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Tessera.Core.Tables;

// Reads what SnapshotWriter wrote. The stream is known to be whole; a count that does not fit it ends in an exception.
internal sealed class SnapshotReader(Stream source)
{
    private const int RowsPerRead = 1_024;

    private byte[] buffer = new byte[64 * 1024];

    public delegate void RowsTaker<TRow>(ReadOnlySpan<TRow> rows);

    public delegate void RecordTaker(RecordSlot slot, ReadOnlySpan<byte> record);

    public T Read<T>(MemoryPackSerializerOptions? options = null) =>
        MemoryPackSerializer.Deserialize<T>(ReadBytes(ReadNumber()), options)!;

    public int ReadNumber()
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        source.ReadExactly(bytes);
        var number = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return number >= 0 ? number : throw new EndOfStreamException("A snapshot counts from zero.");
    }

    public void ReadRows<TRow>(RowsTaker<TRow> take)
        where TRow : unmanaged
    {
        var rows = new TRow[RowsPerRead];
        for (var left = ReadNumber(); left > 0; left -= RowsPerRead)
        {
            var some = rows.AsSpan(0, Math.Min(left, RowsPerRead));
            source.ReadExactly(MemoryMarshal.AsBytes(some));
            take(some);
        }
    }

    public void ReadRecords(RecordTaker take)
    {
        var slot = default(RecordSlot);
        for (var left = ReadNumber(); left > 0; left--)
        {
            source.ReadExactly(MemoryMarshal.AsBytes(new Span<RecordSlot>(ref slot)));
            take(slot, ReadBytes(slot.Length));
        }
    }

    private ReadOnlySpan<byte> ReadBytes(int length)
    {
        if (buffer.Length < length)
        {
            buffer = new byte[length];
        }

        source.ReadExactly(buffer, 0, length);
        return buffer.AsSpan(0, length);
    }
}
