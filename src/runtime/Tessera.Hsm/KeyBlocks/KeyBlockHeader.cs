// ANSI X9.143 (TR-31:2018), section 4 and annex A: key block header.
using System.Globalization;
using Tessera.Primitives;

namespace Tessera.Hsm.KeyBlocks;

/// <summary>Header of a version D key block. All of it is under the block's MAC.</summary>
/// <param name="Usage">Two characters.</param>
/// <param name="Algorithm">T, A or H.</param>
/// <param name="ModeOfUse">One character.</param>
/// <param name="KeyVersion">Two characters; 00 when unused.</param>
/// <param name="Exportability">E, N or S.</param>
/// <param name="Label">Optional block LB; empty when absent.</param>
public sealed record KeyBlockHeader(
    string Usage,
    char Algorithm,
    char ModeOfUse,
    string KeyVersion,
    char Exportability,
    string Label)
{
    public const int FixedCharacters = 16;
    private const int BlockCharacters = 16;
    private const int PadOverhead = 4;

    public static KeyBlockHeader Of(KeyShape shape, string label) =>
        new(shape.Usage, shape.Algorithm, shape.ModeOfUse, "00", 'N', label);

    /// <summary>Header text for a block whose encrypted part and MAC take so many characters.</summary>
    public string Write(int bodyCharacters)
    {
        var optional = Label.Length == 0 ? string.Empty : $"LB{Label.Length + PadOverhead:X2}{Label}";
        var count = Label.Length == 0 ? 0 : 1;
        var over = optional.Length % BlockCharacters;
        if (over != 0)
        {
            var pad = BlockCharacters - over;
            pad = pad < PadOverhead ? pad + BlockCharacters : pad;
            optional += $"PB{pad:X2}" + new string('0', pad - PadOverhead);
            count++;
        }
        var length = FixedCharacters + optional.Length + bodyCharacters;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"D{length:0000}{Usage}{Algorithm}{ModeOfUse}{KeyVersion}{Exportability}{count:00}00{optional}");
    }

    /// <summary>Reads a header; the length field must be the length of the text.</summary>
    public static bool TryRead(string text, out KeyBlockHeader header, out int headerCharacters, out ParseError error)
    {
        header = new KeyBlockHeader("", ' ', ' ', "", ' ', "");
        headerCharacters = 0;
        error = new ParseError(ParseErrorCode.BadLength, 1);
        if (text.Length < FixedCharacters || !TryNumber(text.AsSpan(1, 4), out var length) || length != text.Length)
        {
            return false;
        }
        if (text[0] != 'D')
        {
            error = new ParseError(ParseErrorCode.Unsupported, 0);
            return false;
        }
        if (!TryNumber(text.AsSpan(12, 2), out var count)
            || !TryReadOptional(text, count, out var label, out headerCharacters))
        {
            error = new ParseError(ParseErrorCode.BadValue, 12);
            return false;
        }
        header = new KeyBlockHeader(text[5..7], text[7], text[8], text[9..11], text[11], label);
        error = default;
        return true;
    }

    private static bool TryReadOptional(string text, int count, out string label, out int end)
    {
        label = string.Empty;
        end = FixedCharacters;
        for (var i = 0; i < count; i++)
        {
            if (text.Length - end < PadOverhead || !byte.TryParse(
                text.AsSpan(end + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length)
                || length < PadOverhead || length > text.Length - end)
            {
                return false;
            }
            if (text.AsSpan(end, 2).SequenceEqual("LB"))
            {
                label = text.Substring(end + PadOverhead, length - PadOverhead);
            }
            end += length;
        }
        return (end - FixedCharacters) % BlockCharacters == 0;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
