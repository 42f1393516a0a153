// ISO 8583:1987 section 4.2: one data element where it lies.
using System.Globalization;
using System.Text;
using Tessera.Iso8583.Representation;
using Tessera.Primitives;

namespace Tessera.Iso8583;

/// <summary>One element of an <see cref="IsoMessage"/>; <c>default</c> is an absent one.</summary>
public readonly ref struct FieldView
{
    private readonly int units;

    internal FieldView(FieldDefinition definition, ReadOnlySpan<byte> raw, int units, int offsetBytes)
    {
        Definition = definition;
        Raw = raw;
        this.units = units;
        OffsetBytes = offsetBytes;
    }

    /// <summary>The dialect's definition, null when absent.</summary>
    public FieldDefinition? Definition { get; }

    /// <summary>The value's bytes as they lie on the wire, without a length prefix.</summary>
    public ReadOnlySpan<byte> Raw { get; }

    /// <summary>Offset of the value in the message.</summary>
    public int OffsetBytes { get; }

    /// <summary>Whether the message has the element.</summary>
    public bool IsPresent => Definition is not null;

    /// <summary>Characters of the text form.</summary>
    public int TextLength => IsHexText ? Raw.Length * 2 : units;

    private bool IsHexText => Definition is { Encoding: FieldEncoding.Binary }
        || (Definition is { Content: FieldContent.Open } && !FieldBytes.IsPrintable(Raw));

    /// <summary>
    /// Copies the text form: digits of BCD, <c>=</c> for a track separator, upper-case hex of bytes. Returns the
    /// characters written, -1 when <paramref name="target"/> is shorter than <see cref="TextLength"/>.
    /// </summary>
    public int CopyText(Span<char> target)
    {
        if (target.Length < TextLength)
            return -1;
        if (IsHexText)
            return Convert.TryToHexString(Raw, target, out int written) ? written : -1;
        switch (Definition?.Encoding)
        {
            case FieldEncoding.Bcd:
                BcdText.Write(Definition, Raw, units, target);
                break;
            case FieldEncoding.Ebcdic:
                Ebcdic.Read(Raw, target);
                break;
            case FieldEncoding.HexAscii:
                _ = Ascii.ToUpper(Raw, target, out _);
                break;
            default:
                _ = Encoding.ASCII.GetChars(Raw, target);
                break;
        }

        return units;
    }

    /// <summary>The text form as a string: allocates, and of DE2, DE35 or DE52 it is a secret.</summary>
    public string ToText()
    {
        Span<char> text = TextLength <= 256 ? stackalloc char[256] : new char[TextLength];
        return new string(text[..CopyText(text)]);
    }

    /// <summary>
    /// Copies the value's bytes: hex ASCII decoded, BER-TLV carried as hex too, everything else as it lies; the twin of
    /// <see cref="IsoWriter.WriteBytes"/>. Returns the bytes written, -1 when <paramref name="target"/> is too short or
    /// the hex is none.
    /// </summary>
    public int CopyBytes(Span<byte> target)
    {
        if (Definition is not ({ Encoding: FieldEncoding.HexAscii } or { Nesting: FieldNesting.BerTlvHex }))
            return Raw.TryCopyTo(target) ? Raw.Length : -1;
        int byteCount = Raw.Length / 2;
        return target.Length >= byteCount && Hex.TryRead(Raw, target[..byteCount], out _) ? byteCount : -1;
    }

    /// <summary>Reads a numeric value of up to 19 digits; false when absent, of other content, or greater.</summary>
    public bool TryReadNumber(out ulong value)
    {
        value = 0;
        if (Definition is not { Content: FieldContent.Numeric or FieldContent.Alphanumeric } || TextLength > 19)
            return false;
        Span<char> text = stackalloc char[19];
        int length = CopyText(text);
        return ulong.TryParse(text[..length], NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Whether the text form equals <paramref name="text"/>.</summary>
    public bool TextEquals(ReadOnlySpan<char> text)
    {
        if (!IsPresent || TextLength != text.Length)
            return false;
        Span<char> own = text.Length <= 256 ? stackalloc char[256] : new char[text.Length];
        return text.SequenceEqual(own[..CopyText(own)]);
    }

    /// <summary>The path and the length, never the value.</summary>
    public override string ToString() => IsPresent
        ? string.Create(CultureInfo.InvariantCulture, $"{Definition!.Path} ({TextLength})")
        : "absent";
}
