// ISO 8583:1987 table 2: the elements that a switch decides on, as values.
using Tessera.Primitives;

namespace Tessera.Iso8583;

public readonly ref partial struct IsoMessage
{
    /// <summary>DE2, the primary account number; the error is Missing, or the fault of the digits.</summary>
    public bool TryReadPan(out Pan pan, out ParseError error)
    {
        pan = default;
        Span<char> digits = stackalloc char[19];
        if (!TryText(2, digits, out ReadOnlySpan<char> text, out error))
            return false;
        if (Pan.TryRead(text, out pan, out ParseError fault))
            return true;
        error = new ParseError(fault.Code, this[2].OffsetBytes, "DE2");
        return false;
    }

    /// <summary>An amount element (DE4, 5, 6) in minor units of its currency element (DE49, 50, 51).</summary>
    public bool TryReadMoney(out Money money, out ParseError error, int amountField = 4, int currencyField = 49)
    {
        money = default;
        if (!TryReadNumber(amountField, out ulong minor, out error)
            || !TryReadNumber(currencyField, out ulong number, out error))
            return false;
        if (!Currency.TryFromNumber((ushort)number, out Currency currency))
            return Refuse(ParseErrorCode.BadValue, currencyField, out error);
        money = new Money((long)minor, currency);
        return true;
    }

    /// <summary>A numeric element of up to 18 digits, such as DE11, DE3 or DE70.</summary>
    public bool TryReadNumber(int field, out ulong value, out ParseError error)
    {
        value = 0;
        error = default;
        if (!Fields.Contains(field))
            return Refuse(ParseErrorCode.Missing, field, out error);
        return this[field].TryReadNumber(out value) || Refuse(ParseErrorCode.BadValue, field, out error);
    }

    /// <summary>DE39.</summary>
    public bool TryReadResponseCode(out ResponseCode code, out ParseError error)
    {
        code = default;
        Span<char> two = stackalloc char[2];
        return TryText(39, two, out ReadOnlySpan<char> text, out error)
            && (ResponseCode.TryParse(text, out code) || Refuse(ParseErrorCode.BadValue, 39, out error));
    }

    /// <summary>DE90, the original of a reversal.</summary>
    public bool TryReadOriginal(out OriginalElements original, out ParseError error)
    {
        original = default;
        Span<char> digits = stackalloc char[OriginalElements.Length];
        return TryText(90, digits, out ReadOnlySpan<char> text, out error)
            && (OriginalElements.TryParse(text, out original) || Refuse(ParseErrorCode.BadValue, 90, out error));
    }

    /// <summary>
    /// The bytes that the message authentication code covers, all before its value, and the code itself; false when the
    /// message has neither 128 nor 64, or when an element follows 64, since no code would cover it.
    /// </summary>
    public bool TryReadMac(out ReadOnlySpan<byte> covered, out FieldView mac)
    {
        int field = Fields.Contains(128) ? 128 : 64;
        bool isLast = Fields.Next(field) == 0;
        mac = isLast ? this[field] : default;
        covered = mac.IsPresent ? source[..mac.OffsetBytes] : [];
        return mac.IsPresent;
    }

    private bool TryText(int field, Span<char> target, out ReadOnlySpan<char> text, out ParseError error)
    {
        text = default;
        error = default;
        if (!Fields.Contains(field))
            return Refuse(ParseErrorCode.Missing, field, out error);
        int length = this[field].CopyText(target);
        if (length < 0)
            return Refuse(ParseErrorCode.TooLong, field, out error);
        text = target[..length];
        return true;
    }

    private bool Refuse(ParseErrorCode code, int field, out ParseError error)
    {
        error = new ParseError(code, Fields.Contains(field) ? this[field].OffsetBytes : 0, Dialect.PathOf(field));
        return false;
    }
}
