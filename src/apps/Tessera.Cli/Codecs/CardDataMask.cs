using System.Text.RegularExpressions;
using Tessera.Primitives;

namespace Tessera.Cli.Codecs;

/// <summary>Hides card data in what the codec verbs print: numbers, tracks, names, PIN blocks.</summary>
internal static partial class CardDataMask
{
    private const uint PanTag = 0x5A;

    // Track 1 and 2, their discretionary data, the cardholder's name, the enciphered PIN (EMV Book 3 annex A1).
    private static readonly uint[] HiddenTags = [0x56, 0x57, 0x5F20, 0x99, 0x9F0B, 0x9F1F, 0x9F20, 0x9F6B];

    // Tracks, PIN block (ISO 8583:1987 table 2).
    private static readonly int[] HiddenFields = [34, 35, 36, 45, 52];

    /// <summary>The content of a data object in hex, as it may be shown.</summary>
    public static string OfTag(BerTag tag, ReadOnlySpan<byte> value)
    {
        if (tag.Value == PanTag)
        {
            return Bcd.TryReadDigits(value, out var digits, out _) ? OfPan(digits) : Stars(value.Length * 2);
        }

        return HiddenTags.Contains(tag.Value) ? Stars(value.Length * 2) : Hex.Write(value);
    }

    /// <summary>True when the content must not be shown as text either.</summary>
    public static bool IsHidden(BerTag tag) => tag.Value == PanTag || HiddenTags.Contains(tag.Value);

    /// <summary>The text of an element, as it may be shown; card numbers inside free text are hidden too.</summary>
    public static string OfField(int field, string text)
    {
        if (field == 2)
        {
            return OfPan(text);
        }

        return HiddenFields.Contains(field)
            ? Stars(text.Length)
            : CardNumber().Replace(text, match => Luhn.IsValid(match.Value) ? OfPan(match.Value) : match.Value);
    }

    private static string OfPan(string digits) =>
        Pan.TryRead(digits, out var pan, out _) ? pan.ToString() : Stars(digits.Length);

    private static string Stars(int length) => new('*', length);

    [GeneratedRegex(@"(?<!\d)\d{13,19}(?!\d)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CardNumber();
}
