using System.Buffers;
using System.Buffers.Binary;
using MemoryPack;
using Tessera.Core;

namespace Tessera.Journal.Shards;

/// <summary>
/// Writes the events of a batch one after the other as the elements of one MemoryPack array, whose count is put in
/// front at the end. So the size of a batch is known while it grows, and a decision that cannot be written is taken
/// out.
/// </summary>
internal sealed class EventBuffer : IBufferWriter<byte>
{
    private const int CountBytes = sizeof(int);
    private const int FirstCapacity = 64 * 1024;

    private byte[] _bytes = new byte[FirstCapacity];
    private int _length = CountBytes;
    private int _count;

    public int Length => _length;

    public void Clear()
    {
        _length = CountBytes;
        _count = 0;
    }

    /// <summary>Writes all events or, when one cannot be written, none.</summary>
    public void Add(IReadOnlyList<CoreEvent> events)
    {
        var start = _length;
        try
        {
            foreach (var change in events)
            {
                MemoryPackSerializer.Serialize<CoreEvent, EventBuffer>(this, change);
            }
        }
        catch
        {
            _length = start;
            throw;
        }

        _count += events.Count;
    }

    /// <summary>The array; it is overwritten by the next batch.</summary>
    public ReadOnlyMemory<byte> Seal()
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes, _count);
        return _bytes.AsMemory(0, _length);
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsSpan(_length);
    }

    private void Grow(int sizeHint)
    {
        var wanted = _length + Math.Max(sizeHint, 1);
        if (wanted > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(wanted, _bytes.Length * 2));
        }
    }
}
