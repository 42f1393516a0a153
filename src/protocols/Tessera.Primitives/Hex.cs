using System.Buffers;

namespace Tessera.Primitives;

/// <summary>Bytes as hexadecimal text: two digits per byte, written in upper case, read in either case.</summary>
public static class Hex
{
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    /// <summary>Two upper-case digits per byte, without separators.</summary>
    public static string Write(ReadOnlySpan<byte> source) => Convert.ToHexString(source);

    /// <summary>Reads text of an even number of digits; offsets of errors count characters.</summary>
    public static bool TryRead(ReadOnlySpan<char> source, out byte[] value, out ParseError error)
    {
        value = [];
        if (source.Length % 2 != 0)
        {
            error = new ParseError(ParseErrorCode.BadLength, source.Length);
            return false;
        }

        var target = new byte[source.Length / 2];
        for (var i = 0; i < source.Length; i++)
        {
            if (!TryReadDigit(source[i], out var digit))
            {
                error = new ParseError(ParseErrorCode.BadCharacter, i);
                return false;
            }

            target[i / 2] = (byte)((target[i / 2] << 4) | digit);
        }

        value = target;
        error = default;
        return true;
    }

    /// <summary>
    /// Reads ASCII hex digits into <paramref name="target"/>, which must be half as long as the source.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> ascii, Span<byte> target, out ParseError error)
    {
        if (ascii.Length % 2 != 0 || ascii.Length / 2 != target.Length)
        {
            error = new ParseError(ParseErrorCode.BadLength, ascii.Length);
            return false;
        }

        if (Convert.FromHexString(ascii, target, out _, out _) == OperationStatus.Done)
        {
            error = default;
            return true;
        }

        error = new ParseError(ParseErrorCode.BadCharacter, ascii.IndexOfAnyExcept(Digits));
        return false;
    }

    /// <summary>Reads text that the program itself wrote, such as a constant.</summary>
    /// <exception cref="FormatException">The text is no hex; the message names the offset, never the text.</exception>
    public static byte[] Read(string source) =>
        TryRead(source.AsSpan(), out var value, out var error)
            ? value
            : throw new FormatException($"Not hexadecimal: {error}.");

    private static bool TryReadDigit(char character, out int digit)
    {
        digit = character switch
        {
            >= '0' and <= '9' => character - '0',
            >= 'A' and <= 'F' => character - 'A' + 10,
            >= 'a' and <= 'f' => character - 'a' + 10,
            _ => -1,
        };
        return digit >= 0;
    }
}
