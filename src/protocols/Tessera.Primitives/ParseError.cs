using System.Globalization;

namespace Tessera.Primitives;

/// <summary>
/// Where and why a decoder stopped. It names the place, never the value, so it may be logged and answered.
/// <c>default</c> means no error.
/// </summary>
/// <param name="Code">The reason.</param>
/// <param name="OffsetBytes">Offset into the source (characters where the source is text), from 0.</param>
/// <param name="Path">
/// Field path, outermost first, parted by <c>/</c>, as in <c>DE55/9F10</c>; empty at the root.
/// </param>
public readonly record struct ParseError(ParseErrorCode Code, int OffsetBytes, string Path)
{
    /// <summary>Field path, outermost first, parted by <c>/</c>; empty at the root.</summary>
    public string Path { get => field ?? string.Empty; init; } = Path;

    /// <summary>An error at the root of the source.</summary>
    public ParseError(ParseErrorCode code, int offsetBytes)
        : this(code, offsetBytes, string.Empty)
    {
    }

    /// <summary>The same error seen from the enclosing field.</summary>
    /// <param name="segment">Name of the enclosing field.</param>
    /// <param name="baseOffset">Where the enclosed bytes begin in the enclosing source.</param>
    public ParseError Under(string segment, int baseOffset = 0) =>
        new(Code, OffsetBytes + baseOffset, Path.Length == 0 ? segment : $"{segment}/{Path}");

    /// <summary>One line for a log or a report: <c>DE55/9F10 at byte 12: truncated</c>.</summary>
    public override string ToString()
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"at byte {OffsetBytes}: {Describe(Code)}");
        return Path.Length == 0 ? place : $"{Path} {place}";
    }

    private static string Describe(ParseErrorCode code) => code switch
    {
        ParseErrorCode.None => "no error",
        ParseErrorCode.Truncated => "truncated",
        ParseErrorCode.TrailingBytes => "trailing bytes",
        ParseErrorCode.BadLength => "bad length",
        ParseErrorCode.BadCharacter => "bad character",
        ParseErrorCode.BadTag => "bad tag",
        ParseErrorCode.BadValue => "bad value",
        ParseErrorCode.BadCheckDigit => "bad check digit",
        ParseErrorCode.TooLong => "too long",
        ParseErrorCode.TooDeep => "too deep",
        ParseErrorCode.Duplicate => "duplicate",
        ParseErrorCode.Missing => "missing",
        ParseErrorCode.Unsupported => "unsupported",
        ParseErrorCode.OutOfRange => "out of range",
        _ => "unknown error",
    };
}
