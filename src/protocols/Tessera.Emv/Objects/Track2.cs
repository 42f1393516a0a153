// EMV 4.4 Book 3, Annex A1 (tag 57) and ISO/IEC 7813: track 2 equivalent data.
using Tessera.Primitives;

namespace Tessera.Emv.Objects;

/// <summary>Track 2 equivalent (tag 57): account number, expiry, service code, discretionary digits.</summary>
/// <param name="Pan">The account number, which for a token is the token number.</param>
/// <param name="ExpiryYymm">Expiry as four digits YYMM; the month is not judged here.</param>
/// <param name="ServiceCode">Three digits.</param>
/// <param name="Discretionary">The digits that follow, possibly none.</param>
public sealed record Track2(Pan Pan, string ExpiryYymm, string ServiceCode, string Discretionary)
{
    private const int MaxBytes = 19;
    private const byte Separator = 0xD;
    private const byte Padding = 0xF;

    /// <summary>Reads the value of tag 57, packed two digits a byte with separator D and an optional last F.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out Track2 track, out ParseError error)
    {
        track = new Track2(default, "", "", "");
        if (source.IsEmpty || source.Length > MaxBytes)
        {
            error = new ParseError(ParseErrorCode.BadLength, Math.Min(source.Length, MaxBytes), "");
            return false;
        }

        Span<char> digits = stackalloc char[MaxBytes * 2];
        var count = source.Length * 2;
        if ((source[^1] & 0x0F) == Padding)
        {
            count--;
        }

        var separatorAt = -1;
        for (var index = 0; index < count; index++)
        {
            var nibble = (source[index / 2] >> (index % 2 == 0 ? 4 : 0)) & 0x0F;
            if (nibble == Separator && separatorAt < 0)
            {
                separatorAt = index;
            }
            else if (nibble > 9)
            {
                error = new ParseError(ParseErrorCode.BadCharacter, index / 2, "");
                return false;
            }

            digits[index] = (char)('0' + (nibble & 0x0F));
        }

        return TryCut(digits[..count], separatorAt, out track, out error);
    }

    /// <summary>Prints the account number masked and no other digit.</summary>
    public override string ToString() => Pan.ToString();

    private static bool TryCut(ReadOnlySpan<char> digits, int separatorAt, out Track2 track, out ParseError error)
    {
        track = new Track2(default, "", "", "");
        if (separatorAt < 0)
        {
            error = new ParseError(ParseErrorCode.Missing, digits.Length / 2, "");
            return false;
        }

        var rest = digits[(separatorAt + 1)..];
        if (rest.Length < 7)
        {
            error = new ParseError(ParseErrorCode.Truncated, (digits.Length + 1) / 2, "");
            return false;
        }

        if (!Pan.TryRead(digits[..separatorAt], out var pan, out error))
        {
            error = error with { OffsetBytes = 0 };
            return false;
        }

        track = new Track2(pan, rest[..4].ToString(), rest[4..7].ToString(), rest[7..].ToString());
        return true;
    }
}
