// ISO 8583:1987 section 4.2: padding, length prefix and representation of one value.
using System.Buffers;
using System.Text;
using Tessera.Iso8583.Representation;
using Tessera.Primitives;

namespace Tessera.Iso8583;

public ref partial struct IsoWriter
{
    private static readonly SearchValues<char> Track = SearchValues.Create("0123456789=D");

    private void PutText(FieldDefinition field, scoped ReadOnlySpan<char> value)
    {
        if (!TryPutLength(field, value.Length, out int units))
            return;
        Span<char> text = units <= 256 ? stackalloc char[256] : new char[units];
        text = text[..units];
        if (units > value.Length)
            text.Fill(field.Padding.Character);
        value.CopyTo(field.Padding.Side == PadSide.Left ? text[(units - value.Length)..] : text);

        Span<byte> bytes = target.Slice(offset, field.BytesOf(units));
        bool isAscii = Ascii.IsValid(text) && (field.Encoding != FieldEncoding.Bcd || IsBcd(field, text));
        if (!isAscii)
        {
            Fail(ParseErrorCode.BadCharacter, field.Path);
            return;
        }

        if (field.Encoding == FieldEncoding.Bcd)
            BcdText.Read(field, text, bytes);
        else if (field.Encoding == FieldEncoding.Ebcdic)
            Ebcdic.Write(text, bytes);
        else
            _ = Encoding.ASCII.GetBytes(text, bytes);
        Accept(field, bytes, units);
    }

    private void PutBytes(FieldDefinition field, scoped ReadOnlySpan<byte> value)
    {
        bool isHex = field.Encoding == FieldEncoding.HexAscii || field.Nesting == FieldNesting.BerTlvHex;
        if (!isHex && field.Content is not (FieldContent.Binary or FieldContent.Open))
        {
            Fail(ParseErrorCode.Unsupported, field.Path);
            return;
        }

        if (!TryPutLength(field, isHex ? value.Length * 2 : value.Length, out int units))
            return;
        Span<byte> bytes = target.Slice(offset, field.BytesOf(units));
        if (isHex)
            _ = Convert.TryToHexString(value, bytes, out _);
        else
            value.CopyTo(bytes);
        Accept(field, bytes, units);
    }

    /// <summary>Copies prefix and value at once.</summary>
    private void Put(FieldDefinition field, scoped ReadOnlySpan<byte> whole)
    {
        if (whole.TryCopyTo(target[offset..]))
            offset += whole.Length;
        else
            Fail(ParseErrorCode.TooLong, field.Path);
    }

    private bool TryPutLength(FieldDefinition field, int length, out int units)
    {
        units = field.IsFixed ? field.MaxUnits : length;
        bool isRight = length <= field.MaxUnits
            && (length == units || field.Padding.Side != PadSide.None);
        if (!isRight)
        {
            Fail(length > field.MaxUnits ? ParseErrorCode.TooLong : ParseErrorCode.BadLength, field.Path);
            return false;
        }

        int prefix = field.Prefix.ByteCount;
        if (target.Length - offset < prefix + field.BytesOf(units))
        {
            Fail(ParseErrorCode.TooLong, field.Path);
            return false;
        }

        if (!field.IsFixed && !field.Prefix.TryWrite(length, target[offset..]))
        {
            Fail(ParseErrorCode.TooLong, field.Path);
            return false;
        }

        offset += prefix;
        return true;
    }

    /// <summary>What the reader would refuse is never written.</summary>
    private void Accept(FieldDefinition field, scoped ReadOnlySpan<byte> bytes, int units)
    {
        if (FieldBytes.FirstBad(field, bytes, units) >= 0)
            Fail(ParseErrorCode.BadCharacter, field.Path);
        else
            offset += bytes.Length;
    }

    private static bool IsBcd(FieldDefinition field, ReadOnlySpan<char> text)
    {
        bool isSigned = field.Content == FieldContent.SignedAmount;
        ReadOnlySpan<char> digits = isSigned ? text[1..] : text;
        return field.Content == FieldContent.Track
            ? !digits.ContainsAnyExcept(Track)
            : !digits.ContainsAnyExceptInRange('0', '9');
    }
}
