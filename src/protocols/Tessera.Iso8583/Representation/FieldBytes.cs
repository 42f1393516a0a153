// ISO 8583:1987 section 4.2: which bytes a value may consist of, per content and representation.
using System.Buffers;
using Tessera.Primitives;

namespace Tessera.Iso8583.Representation;

internal static class FieldBytes
{
    private static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789ABCDEFabcdef"u8);
    private static readonly SearchValues<byte> Track = SearchValues.Create("0123456789=D"u8);
    private static readonly SearchValues<byte> Alphanumeric = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz "u8);

    /// <summary>Index of the first byte that the field may not hold, -1 when all are right.</summary>
    internal static int FirstBad(FieldDefinition field, ReadOnlySpan<byte> value, int units) => field.Encoding switch
    {
        FieldEncoding.Binary => -1,
        FieldEncoding.Ebcdic => FirstBadEbcdic(field.Content, value),
        FieldEncoding.HexAscii => value.IndexOfAnyExcept(Hexadecimal),
        FieldEncoding.Bcd when field.Content == FieldContent.SignedAmount => FirstBadSigned(value),
        FieldEncoding.Bcd => FirstBadBcd(value, units, field.Fill, field.Content == FieldContent.Track ? 0xD : 9),
        _ => FirstBadText(field.Content, value),
    };

    internal static bool IsPrintable(ReadOnlySpan<byte> value) => !value.ContainsAnyExceptInRange((byte)' ', (byte)'~');

    private static int FirstBadText(FieldContent content, ReadOnlySpan<byte> value) => content switch
    {
        FieldContent.Numeric => value.IndexOfAnyExceptInRange((byte)'0', (byte)'9'),
        FieldContent.Alphanumeric => value.IndexOfAnyExcept(Alphanumeric),
        FieldContent.AlphanumericSpecial => value.IndexOfAnyExceptInRange((byte)' ', (byte)'~'),
        FieldContent.Track => value.IndexOfAnyExcept(Track),
        FieldContent.SignedAmount => FirstBadSignedText(value),
        _ => -1,
    };

    /// <summary>Piece by piece: only a signed amount, which is shorter than one, looks at places.</summary>
    private static int FirstBadEbcdic(FieldContent content, ReadOnlySpan<byte> value)
    {
        Span<byte> text = stackalloc byte[128];
        for (int start = 0; start < value.Length; start += text.Length)
        {
            ReadOnlySpan<byte> piece = value[start..Math.Min(value.Length, start + text.Length)];
            Ebcdic.ToAscii(piece, text);
            int bad = FirstBadText(content, text[..piece.Length]);
            if (bad >= 0)
                return start + bad;
        }

        return -1;
    }

    private static bool IsSign(byte b) => b is (byte)'C' or (byte)'D' or (>= (byte)'0' and <= (byte)'9');

    private static int FirstBadSignedText(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || !IsSign(value[0]))
            return 0;
        int bad = value[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return bad < 0 ? -1 : bad + 1;
    }

    private static int FirstBadSigned(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || !IsSign(value[0]))
            return 0;
        int bad = FirstBadBcd(value[1..], (value.Length - 1) * 2, default, 9);
        return bad < 0 ? -1 : bad + 1;
    }

    private static int FirstBadBcd(ReadOnlySpan<byte> value, int units, Padding fill, int extraDigit)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (!IsDigit(value[i] >> 4, extraDigit) && !IsFill(i == 0, value[i] >> 4, units, fill, PadSide.Left))
                return i;
            if (!IsDigit(value[i] & 0xF, extraDigit)
                && !IsFill(i == value.Length - 1, value[i] & 0xF, units, fill, PadSide.Right))
                return i;
        }

        return FillIsRight(value, units, fill) ? -1 : fill.Side == PadSide.Left ? 0 : value.Length - 1;
    }

    private static bool IsDigit(int digit, int extraDigit) => digit <= 9 || digit == extraDigit;

    private static bool IsFill(bool atEdge, int digit, int units, Padding fill, PadSide side) =>
        atEdge && (units & 1) != 0 && fill.Side == side && digit == 0xF;

    /// <summary>An odd count leaves one half byte, which holds the fill of the dialect or F.</summary>
    private static bool FillIsRight(ReadOnlySpan<byte> value, int units, Padding fill)
    {
        if ((units & 1) == 0)
            return true;
        int digit = fill.Side == PadSide.Left ? value[0] >> 4 : value[^1] & 0xF;
        return digit == 0xF || digit == fill.Character - '0';
    }
}
