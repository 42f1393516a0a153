// ISO/IEC 8825-1 section 8.1: identifier, definite length of the fewest bytes, content.
using System.Buffers;

namespace Tessera.Primitives;

/// <summary>
/// Writes data objects with lengths of the fewest bytes. Templates nest with <see cref="Begin"/> and
/// <see cref="End"/>; what is at the root goes straight to the target.
/// </summary>
public sealed class BerTlvWriter(IBufferWriter<byte> target)
{
    private readonly Stack<(BerTag Tag, ArrayBufferWriter<byte> Content)> _open = new();

    /// <summary>How many templates are open.</summary>
    public int Depth => _open.Count;

    private IBufferWriter<byte> Current => _open.Count == 0 ? target : _open.Peek().Content;

    /// <summary>Writes one data object with the given content.</summary>
    public void Write(BerTag tag, ReadOnlySpan<byte> value)
    {
        var current = Current;
        WriteTag(current, tag);
        WriteLength(current, value.Length);
        current.Write(value);
    }

    /// <summary>Opens a template; what follows becomes its content until <see cref="End"/>.</summary>
    public void Begin(BerTag tag)
    {
        Invariant.Check(tag.IsConstructed, "only a constructed tag opens a template");
        _open.Push((tag, new ArrayBufferWriter<byte>(64)));
    }

    /// <summary>Closes the template opened last and writes it to the enclosing one.</summary>
    public void End()
    {
        Invariant.Check(_open.Count > 0, "a template is open");
        var (tag, content) = _open.Pop();
        Write(tag, content.WrittenSpan);
    }

    private static void WriteTag(IBufferWriter<byte> target, BerTag tag)
    {
        var count = tag.ByteCount;
        var span = target.GetSpan(count);
        for (var i = 0; i < count; i++)
        {
            span[i] = tag.Byte(i);
        }

        target.Advance(count);
    }

    private static void WriteLength(IBufferWriter<byte> target, int length)
    {
        if (length < 0x80)
        {
            target.Write([(byte)length]);
            return;
        }

        var count = length switch { < 0x100 => 1, < 0x1_0000 => 2, < 0x100_0000 => 3, _ => 4 };
        var span = target.GetSpan(count + 1);
        span[0] = (byte)(0x80 | count);
        for (var i = 0; i < count; i++)
        {
            span[i + 1] = (byte)((length >> (8 * (count - 1 - i))) & 0xFF);
        }

        target.Advance(count + 1);
    }
}
