// ISO/IEC 8825-1 (BER), as EMV Book 3 annex B restricts it: definite lengths, tags of up to four bytes.
using System.Buffers.Binary;

namespace Tessera.Primitives;

/// <summary>
/// Walks the data objects of one level, without allocating. Fill bytes 00 before, between and after them are skipped
/// (EMV Book 3 annex B1).
/// </summary>
public ref struct BerTlvReader(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> _source = source;
    private int _position;

    /// <summary>True when no data object is left; fill bytes count as nothing.</summary>
    public readonly bool AtEnd => _position == _source.Length
        || (_source[_position] == 0 && !_source[_position..].ContainsAnyExcept((byte)0));

    /// <summary>Offset of the next byte to read.</summary>
    public readonly int Position => _position;

    /// <summary>
    /// Reads the next data object. False at the end with <see cref="ParseErrorCode.None"/>, or at the first fault:
    /// <see cref="ParseErrorCode.BadTag"/> (cut off, over four bytes; offset of the tag),
    /// <see cref="ParseErrorCode.BadLength"/> (absent or cut off; offset where more was due),
    /// <see cref="ParseErrorCode.Truncated"/> (offset of the value),
    /// <see cref="ParseErrorCode.Unsupported"/> (indefinite length),
    /// <see cref="ParseErrorCode.TooLong"/> (length over 31 bits). After a fault the reader stays where it was.
    /// </summary>
    /// <param name="tag">The tag; set as soon as it is known, also when length or value is at fault.</param>
    /// <param name="value">The content bytes, a slice of the source.</param>
    /// <param name="valueOffset">Where the content begins in the source.</param>
    /// <param name="error">Why it is false; the path is the tag, once known.</param>
    public bool TryReadNext(out BerTag tag, out ReadOnlySpan<byte> value, out int valueOffset, out ParseError error)
    {
        tag = default;
        value = default;
        valueOffset = _position;
        error = default;
        if (AtEnd)
        {
            return false;
        }

        while (_source[_position] == 0)
        {
            _position++;
        }

        var start = _position;
        if (!TryReadTag(out tag, out error))
        {
            return false;
        }

        if (!TryReadLength(out var length, out error))
        {
            error = error.Under(tag.ToString());
            _position = start;
            return false;
        }

        valueOffset = _position;
        if (length > _source.Length - _position)
        {
            error = new ParseError(ParseErrorCode.Truncated, _position, tag.ToString());
            _position = start;
            return false;
        }

        value = _source.Slice(_position, length);
        _position += length;
        return true;
    }

    internal bool TryReadTag(out BerTag tag, out ParseError error)
    {
        tag = default;
        error = default;
        uint number = _position < _source.Length ? _source[_position] : 0u;
        var next = _position + 1;
        var isContinued = (number & 0x1F) == 0x1F;
        while (isContinued && next < _source.Length && next - _position < 4)
        {
            isContinued = (_source[next] & 0x80) != 0;
            number = (number << 8) | _source[next++];
        }

        if (isContinued || next > _source.Length)
        {
            error = new ParseError(ParseErrorCode.BadTag, _position);
            return false;
        }

        tag = new BerTag(number);
        _position = next;
        return true;
    }

    private bool TryReadLength(out int length, out ParseError error)
    {
        error = default;
        if (_position < _source.Length && _source[_position] < 0x80)
        {
            length = _source[_position++];
            return true;
        }

        return TryReadLongLength(out length, out error);
    }

    private bool TryReadLongLength(out int length, out ParseError error)
    {
        length = 0;
        error = default;
        if (_position >= _source.Length)
        {
            error = new ParseError(ParseErrorCode.BadLength, _position);
            return false;
        }

        var count = _source[_position] & 0x7F;
        if (count is 0 or > 4)
        {
            error = new ParseError(count == 0 ? ParseErrorCode.Unsupported : ParseErrorCode.TooLong, _position);
            return false;
        }

        if (count > _source.Length - _position - 1)
        {
            error = new ParseError(ParseErrorCode.BadLength, _position + 1);
            return false;
        }

        Span<byte> word = stackalloc byte[4];
        word.Clear();
        _source.Slice(_position + 1, count).CopyTo(word[(4 - count)..]);
        var value = BinaryPrimitives.ReadUInt32BigEndian(word);
        if (value > int.MaxValue)
        {
            error = new ParseError(ParseErrorCode.TooLong, _position);
            return false;
        }

        length = (int)value;
        _position += 1 + count;
        return true;
    }
}
