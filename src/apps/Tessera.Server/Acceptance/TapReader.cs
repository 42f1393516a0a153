using System.Buffers.Binary;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.InApp;
using Tessera.Primitives;

namespace Tessera.Server.Acceptance;

/// <summary>Reads what the decision needs out of DE55; the number stands beside it (DE2, DE23).</summary>
internal static class TapReader
{
    private const int LongestBytes = 512;

    public static bool TryRead(ReadOnlySpan<byte> field55, out TapChip chip, out ParseError error)
    {
        chip = default;
        if (field55.Length is 0 or > LongestBytes)
        {
            error = new ParseError(
                field55.IsEmpty ? ParseErrorCode.Missing : ParseErrorCode.TooLong, 0, "DE55");
            return false;
        }

        if (!CryptogramElements.TryRead(field55, out var elements, out error))
        {
            error = error.Under("DE55");
            return false;
        }

        if (!AllPresent(elements, out error))
        {
            return false;
        }

        chip = new TapChip(
            Convert.ToHexString(elements.ApplicationIdentifier),
            BinaryPrimitives.ReadUInt32BigEndian(elements.UnpredictableNumber),
            elements.InterchangeProfile.SequenceEqual(InAppOrder.InterchangeProfile));
        return true;
    }

    private static bool AllPresent(in CryptogramElements elements, out ParseError error)
    {
        error = default;
        return Has(elements.Cryptogram, 8, 8, "9F26", ref error)
            && Has(elements.IssuerApplication, 7, 32, "9F10", ref error)
            && Has(elements.TransactionCounter, 2, 2, "9F36", ref error)
            && Has(elements.UnpredictableNumber, 4, 4, "9F37", ref error)
            && Has(elements.AmountAuthorised, 6, 6, "9F02", ref error)
            && (elements.InterchangeProfile.SequenceEqual(InAppOrder.InterchangeProfile)
                || Has(elements.ApplicationIdentifier, 5, 16, "84", ref error));
    }

    private static bool Has(ReadOnlySpan<byte> value, int least, int most, string tag, ref ParseError error)
    {
        if (value.IsEmpty)
        {
            error = new ParseError(ParseErrorCode.Missing, 0, "DE55/" + tag);
        }
        else if (value.Length < least || value.Length > most)
        {
            error = new ParseError(ParseErrorCode.BadLength, 0, "DE55/" + tag);
        }

        return error.Code == ParseErrorCode.None;
    }
}
