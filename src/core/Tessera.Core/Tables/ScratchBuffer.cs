using System.Buffers;

namespace Tessera.Core.Tables;

// One buffer that is written again and again; it keeps the size of the greatest record.
internal sealed class ScratchBuffer : IBufferWriter<byte>
{
    private byte[] bytes = new byte[512];
    private int length;

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

    public void Clear() => length = 0;

    public void Advance(int count) => length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return bytes.AsMemory(length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return bytes.AsSpan(length);
    }

    private void Grow(int sizeHint)
    {
        var wanted = length + Math.Max(sizeHint, 1);
        if (wanted > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(wanted, bytes.Length * 2));
        }
    }
}
