// ISO/IEC 8825-1 section 8.1.2 and EMV Book 3 annex B1: tag fields.
using System.Globalization;

namespace Tessera.Primitives;

/// <summary>
/// A BER tag as its own bytes, big-endian: <c>0x9F26</c>, <c>0x6F</c>. One to four bytes. <c>default</c> is tag 00,
/// which no data object has.
/// </summary>
/// <param name="Value">The identifier bytes, class and constructed bits included.</param>
public readonly record struct BerTag(uint Value)
{
    /// <summary>How many bytes the tag takes on the wire, 1 to 4.</summary>
    public int ByteCount => Value switch
    {
        > 0xFFFFFF => 4,
        > 0xFFFF => 3,
        > 0xFF => 2,
        _ => 1,
    };

    /// <summary>True for a template, whose value is itself a run of data objects (bit 6 of the first byte).</summary>
    public bool IsConstructed => (FirstByte & 0x20) != 0;

    /// <summary>True when the bytes form one tag: continuation bits agree with the count of bytes.</summary>
    public bool IsWellFormed
    {
        get
        {
            var count = ByteCount;
            if ((FirstByte & 0x1F) != 0x1F)
            {
                return count == 1;
            }

            for (var i = 1; i < count; i++)
            {
                var isContinued = (Byte(i) & 0x80) != 0;
                if (isContinued != (i < count - 1))
                {
                    return false;
                }
            }

            return count > 1;
        }
    }

    private byte FirstByte => Byte(0);

    /// <summary>Upper-case hex without a prefix: <c>9F26</c>.</summary>
    public override string ToString() =>
        Value.ToString(ByteCount switch { 1 => "X2", 2 => "X4", 3 => "X6", _ => "X8" }, CultureInfo.InvariantCulture);

    /// <summary>Reads a tag written in hex, as documents and data files have it.</summary>
    public static bool TryRead(ReadOnlySpan<char> hex, out BerTag tag, out ParseError error)
    {
        tag = default;
        if (hex.Length is 0 or > 8)
        {
            error = new ParseError(ParseErrorCode.BadTag, 0);
            return false;
        }

        if (!Hex.TryRead(hex, out var bytes, out error))
        {
            return false;
        }

        var reader = new BerTlvReader(bytes);
        if (!reader.TryReadTag(out var read, out error))
        {
            return false;
        }

        if (read.ByteCount != bytes.Length)
        {
            error = new ParseError(ParseErrorCode.TrailingBytes, read.ByteCount * 2);
            return false;
        }

        tag = read;
        return true;
    }

    internal byte Byte(int index) => (byte)((Value >> (8 * (ByteCount - 1 - index))) & 0xFF);
}
