using System.Globalization;
using Tessera.Core.Payments;
using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Server.Switch.Readers;

/// <summary>What several readers ask of a message.</summary>
internal static class MessageParts
{
    public static bool TryRequire(in IsoMessage message, ReadOnlySpan<byte> fields, out ParseError error)
    {
        foreach (byte field in fields)
        {
            if (!message[field].IsPresent)
            {
                error = new ParseError(ParseErrorCode.Missing, 0, $"DE{field}");
                return false;
            }
        }

        error = default;
        return true;
    }

    public static bool Begins(FieldView field, string start)
    {
        Span<char> text = stackalloc char[8];
        return field.CopyText(text) > 0 && text.StartsWith(start);
    }

    /// <summary>DE22, the first two digits; false for a way in that nobody here has heard of.</summary>
    public static bool TryReadEntryMode(in IsoMessage message, out EntryMode mode)
    {
        mode = default;
        Span<char> text = stackalloc char[8];
        if (message[22].CopyText(text) < 2
            || !byte.TryParse(text[..2], NumberStyles.None, CultureInfo.InvariantCulture, out byte digits))
            return false;
        mode = (EntryMode)digits;
        return Enum.IsDefined(mode);
    }
}
