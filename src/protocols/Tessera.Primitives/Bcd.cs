namespace Tessera.Primitives;

/// <summary>
/// Packed decimal digits, two per byte, high nibble first (EMV Book 3 section 4.3, formats n and cn).
/// </summary>
public static class Bcd
{
    /// <summary>Reads a right-aligned number. Refuses nibbles above 9 and numbers beyond 64 bits.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out ulong value, out ParseError error)
    {
        value = 0;
        ulong number = 0;
        for (var i = 0; i < source.Length; i++)
        {
            int high = source[i] >> 4, low = source[i] & 0x0F;
            if (high > 9 || low > 9)
            {
                error = new ParseError(ParseErrorCode.BadCharacter, i);
                return false;
            }

            var pair = (ulong)((high * 10) + low);
            if (number > (ulong.MaxValue - pair) / 100)
            {
                error = new ParseError(ParseErrorCode.OutOfRange, i);
                return false;
            }

            number = (number * 100) + pair;
        }

        value = number;
        error = default;
        return true;
    }

    /// <summary>Reads digits as text, leading zeros kept and trailing F nibbles dropped.</summary>
    public static bool TryReadDigits(ReadOnlySpan<byte> source, out string digits, out ParseError error)
    {
        digits = string.Empty;
        var count = source.Length * 2;
        while (count > 0 && Nibble(source, count - 1) == 0x0F)
        {
            count--;
        }

        for (var i = 0; i < count; i++)
        {
            if (Nibble(source, i) > 9)
            {
                error = new ParseError(ParseErrorCode.BadCharacter, i / 2);
                return false;
            }
        }

        var text = count <= 64 ? stackalloc char[count] : new char[count];
        for (var i = 0; i < count; i++)
        {
            text[i] = (char)('0' + Nibble(source, i));
        }

        digits = new string(text);
        error = default;
        return true;
    }

    /// <summary>Writes a number right-aligned, zeros before it.</summary>
    /// <exception cref="ArgumentException">The number has more digits than the target has nibbles.</exception>
    public static void Write(ulong value, Span<byte> target)
    {
        var rest = value;
        for (var i = target.Length - 1; i >= 0; i--)
        {
            var pair = (int)(rest % 100);
            target[i] = (byte)(((pair / 10) << 4) | (pair % 10));
            rest /= 100;
        }

        if (rest != 0)
        {
            throw new ArgumentException("The number does not fit its field.", nameof(value));
        }
    }

    /// <summary>Writes decimal digits, padded as <paramref name="pad"/> says.</summary>
    /// <exception cref="ArgumentException">A character is no digit, or the digits do not fit the target.</exception>
    public static void WriteDigits(ReadOnlySpan<char> digits, Span<byte> target, BcdPad pad)
    {
        var room = target.Length * 2;
        if (digits.Length > room)
        {
            throw new ArgumentException("The digits do not fit their field.", nameof(digits));
        }

        target.Fill(pad == BcdPad.TrailingF ? (byte)0xFF : (byte)0);
        var start = pad == BcdPad.LeadingZero ? room - digits.Length : 0;
        for (var i = 0; i < digits.Length; i++)
        {
            if (!char.IsAsciiDigit(digits[i]))
            {
                throw new ArgumentException("Only decimal digits can be packed.", nameof(digits));
            }

            var place = start + i;
            var nibble = digits[i] - '0';
            target[place / 2] = place % 2 == 0
                ? (byte)((nibble << 4) | (target[place / 2] & 0x0F))
                : (byte)((target[place / 2] & 0xF0) | nibble);
        }
    }

    private static int Nibble(ReadOnlySpan<byte> source, int index) =>
        index % 2 == 0 ? source[index / 2] >> 4 : source[index / 2] & 0x0F;
}
