// ISO 8583:1987 section 4.2: LLVAR and LLLVAR, with the representations that links agree on.
using Tessera.Primitives;

namespace Tessera.Iso8583;

/// <summary>The length in front of a variable field; <c>default</c> means a fixed field.</summary>
/// <param name="Digits">Decimal digits of the length: 0 (fixed) to 6.</param>
/// <param name="Encoding">ASCII or EBCDIC digits, BCD (left-filled to whole bytes) or a big-endian number in as many
/// bytes as BCD would take.</param>
public readonly record struct LengthPrefix(int Digits, FieldEncoding Encoding)
{
    /// <summary>Bytes on the wire.</summary>
    public int ByteCount => Encoding is FieldEncoding.Ascii or FieldEncoding.Ebcdic ? Digits : (Digits + 1) / 2;

    internal bool TryRead(ReadOnlySpan<byte> source, out int length, out ParseErrorCode code)
    {
        length = 0;
        code = ParseErrorCode.None;
        if (source.Length < ByteCount)
        {
            code = ParseErrorCode.Truncated;
            return false;
        }

        foreach (byte b in source[..ByteCount])
        {
            if (!TryAccumulate(b, ref length))
            {
                code = ParseErrorCode.BadLength;
                return false;
            }
        }

        return true;
    }

    internal bool TryWrite(int length, Span<byte> target)
    {
        int rest = length;
        for (int i = ByteCount - 1; i >= 0; i--)
        {
            (int step, int digits) = Encoding switch
            {
                FieldEncoding.Ascii => (10, '0' + (rest % 10)),
                FieldEncoding.Ebcdic => (10, 0xF0 + (rest % 10)),
                FieldEncoding.Bcd => (100, (rest % 10) + (rest / 10 % 10 << 4)),
                _ => (256, rest & 0xFF),
            };
            target[i] = (byte)digits;
            rest /= step;
        }

        return rest == 0;
    }

    private bool TryAccumulate(byte b, ref int length)
    {
        switch (Encoding)
        {
            case FieldEncoding.Ascii:
                length = (length * 10) + (b - '0');
                return b is >= (byte)'0' and <= (byte)'9';
            case FieldEncoding.Ebcdic:
                length = (length * 10) + (b & 0xF);
                return b is >= 0xF0 and <= 0xF9;
            case FieldEncoding.Bcd:
                length = (length * 100) + ((b >> 4) * 10) + (b & 0xF);
                return (b >> 4) < 10 && (b & 0xF) < 10;
            default:
                length = (length << 8) | b;
                return true;
        }
    }
}
