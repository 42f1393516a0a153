// ISO 8583:1987 DE55 with the objects of EMV Book 4 annex A, ISO/IEC 8825-1 encoding.
using Tessera.Primitives;

namespace Tessera.Iso8583;

public readonly ref partial struct IsoMessage
{
    /// <summary>
    /// Gives the BER-TLV bytes of a nested element (DE55), decoded into <paramref name="scratch"/> where the dialect
    /// carries hex, after walking all objects. The error's path is <c>DE55/9F10</c>, its offset is in the message.
    /// </summary>
    /// <param name="field">An element with nesting.</param>
    /// <param name="scratch">At least 512 bytes serve every LLLVAR element.</param>
    /// <param name="objects">The objects, empty on an error.</param>
    /// <param name="error">Missing, BadCharacter, or the fault of an object.</param>
    public bool TryReadTlv(int field, Span<byte> scratch, out ReadOnlySpan<byte> objects, out ParseError error)
    {
        objects = default;
        FieldView view = this[field];
        if (view.Definition is not { Nesting: not FieldNesting.None } definition)
            return Refuse(view.IsPresent ? ParseErrorCode.Unsupported : ParseErrorCode.Missing, field, out error);

        ReadOnlySpan<byte> bytes = view.Raw;
        bool isHex = definition.Nesting == FieldNesting.BerTlvHex;
        if (isHex)
        {
            if ((bytes.Length & 1) != 0)
                return Refuse(ParseErrorCode.BadLength, field, out error);
            if (bytes.Length / 2 > scratch.Length)
                return Refuse(ParseErrorCode.TooLong, field, out error);
            if (!Hex.TryRead(bytes, scratch[..(bytes.Length / 2)], out ParseError badHex))
            {
                error = new ParseError(badHex.Code, view.OffsetBytes + badHex.OffsetBytes, definition.Path);
                return false;
            }

            bytes = scratch[..(bytes.Length / 2)];
        }

        if (!TryWalk(bytes, out ParseError fault))
        {
            int at = view.OffsetBytes + (isHex ? fault.OffsetBytes * 2 : fault.OffsetBytes);
            string path = fault.Path.Length == 0 ? definition.Path : $"{definition.Path}/{fault.Path}";
            error = new ParseError(fault.Code, at, path);
            return false;
        }

        objects = bytes;
        error = default;
        return true;
    }

    /// <summary>
    /// Reads the elements inside a composite one (Postilion's DE127); the error's path is <c>DE127/DE25</c>, its offset
    /// is in this message.
    /// </summary>
    public bool TryReadInner(int field, out IsoMessage inner, out ParseError error)
    {
        inner = default;
        FieldView view = this[field];
        if (view.Definition?.Inner is not { } dialectOfInner)
            return Refuse(view.IsPresent ? ParseErrorCode.Unsupported : ParseErrorCode.Missing, field, out error);
        if (TryRead(view.Raw, dialectOfInner, out inner, out error))
            return true;
        error = error.Under(view.Definition.Path, view.OffsetBytes);
        return false;
    }

    private static bool TryWalk(ReadOnlySpan<byte> bytes, out ParseError error)
    {
        BerTlvReader reader = new(bytes);
        error = default;
        while (!reader.AtEnd)
        {
            if (!reader.TryReadNext(out _, out _, out _, out error))
                return error.Code == ParseErrorCode.None;
        }

        return true;
    }
}
