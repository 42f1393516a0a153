// EMV Book 2 (4.3), table 26: data elements under an application cryptogram.
using Tessera.Primitives;

namespace Tessera.Emv.Cryptograms;

/// <summary>
/// The data elements that cryptograms cover, as they stand in DE55 or in a card's answer; each is a slice of the
/// source, empty when absent.
/// </summary>
public ref struct CryptogramElements
{
    /// <summary>9F02, 6 bytes.</summary>
    public ReadOnlySpan<byte> AmountAuthorised { get; set; }

    /// <summary>9F03, 6 bytes.</summary>
    public ReadOnlySpan<byte> AmountOther { get; set; }

    /// <summary>9F1A, 2 bytes.</summary>
    public ReadOnlySpan<byte> TerminalCountry { get; set; }

    /// <summary>95, 5 bytes.</summary>
    public ReadOnlySpan<byte> TerminalVerificationResults { get; set; }

    /// <summary>5F2A, 2 bytes.</summary>
    public ReadOnlySpan<byte> TransactionCurrency { get; set; }

    /// <summary>9A, 3 bytes.</summary>
    public ReadOnlySpan<byte> TransactionDate { get; set; }

    /// <summary>9C, 1 byte.</summary>
    public ReadOnlySpan<byte> TransactionType { get; set; }

    /// <summary>9F37, 4 bytes.</summary>
    public ReadOnlySpan<byte> UnpredictableNumber { get; set; }

    /// <summary>82, 2 bytes.</summary>
    public ReadOnlySpan<byte> InterchangeProfile { get; set; }

    /// <summary>9F36, 2 bytes.</summary>
    public ReadOnlySpan<byte> TransactionCounter { get; set; }

    /// <summary>9F10, 7 to 32 bytes.</summary>
    public ReadOnlySpan<byte> IssuerApplication { get; set; }

    /// <summary>9F26, 8 bytes: the cryptogram itself.</summary>
    public ReadOnlySpan<byte> Cryptogram { get; set; }

    /// <summary>84, else 9F06, else 4F: the application; not covered by any cryptogram.</summary>
    public ReadOnlySpan<byte> ApplicationIdentifier { get; set; }

    /// <summary>Reads the top level of DE55. A second value of a covered element is refused, so that no two readers
    /// of one message can differ.</summary>
    /// <param name="source">BER-TLV objects.</param>
    /// <param name="elements">What was found before the fault, if any.</param>
    /// <param name="error">Malformed BER-TLV or a duplicate; absent elements are no error here.</param>
    public static bool TryRead(ReadOnlySpan<byte> source, out CryptogramElements elements, out ParseError error)
    {
        elements = default;
        ReadOnlySpan<byte> fileName = [], selected = [], entry = [];
        var reader = new BerTlvReader(source);
        while (reader.TryReadNext(out var tag, out var value, out var offset, out error))
        {
            var isNew = tag.Value switch
            {
                0x84 => Place(ref fileName, value),
                0x9F06 => Place(ref selected, value),
                0x4F => Place(ref entry, value),
                _ => elements.Place(tag.Value, value),
            };
            if (!isNew)
            {
                error = new ParseError(ParseErrorCode.Duplicate, offset, tag.ToString());
                return false;
            }
        }
        elements.ApplicationIdentifier = !fileName.IsEmpty ? fileName : !selected.IsEmpty ? selected : entry;
        return error.Code == ParseErrorCode.None;
    }

    /// <summary>Sets the element of a tag; tags that no cryptogram covers are passed over.</summary>
    /// <param name="tag">Tag number, such as 0x9F02.</param>
    /// <param name="value">Its bytes.</param>
    /// <returns>False when the element has a value already.</returns>
    public bool Place(uint tag, ReadOnlySpan<byte> value)
    {
        switch (tag)
        {
            case 0x9F02 when AmountAuthorised.IsEmpty: AmountAuthorised = value; return true;
            case 0x9F03 when AmountOther.IsEmpty: AmountOther = value; return true;
            case 0x9F1A when TerminalCountry.IsEmpty: TerminalCountry = value; return true;
            case 0x95 when TerminalVerificationResults.IsEmpty: TerminalVerificationResults = value; return true;
            case 0x5F2A when TransactionCurrency.IsEmpty: TransactionCurrency = value; return true;
            case 0x9A when TransactionDate.IsEmpty: TransactionDate = value; return true;
            case 0x9C when TransactionType.IsEmpty: TransactionType = value; return true;
            case 0x9F37 when UnpredictableNumber.IsEmpty: UnpredictableNumber = value; return true;
            case 0x82 when InterchangeProfile.IsEmpty: InterchangeProfile = value; return true;
            case 0x9F36 when TransactionCounter.IsEmpty: TransactionCounter = value; return true;
            case 0x9F10 when IssuerApplication.IsEmpty: IssuerApplication = value; return true;
            case 0x9F26 when Cryptogram.IsEmpty: Cryptogram = value; return true;
            default: return Get(tag).IsEmpty;
        }
    }

    /// <summary>The element of a tag; empty when absent or not a covered tag.</summary>
    /// <param name="tag">Tag number, such as 0x9F02.</param>
    public readonly ReadOnlySpan<byte> Get(uint tag) => tag switch
    {
        0x9F02 => AmountAuthorised,
        0x9F03 => AmountOther,
        0x9F1A => TerminalCountry,
        0x95 => TerminalVerificationResults,
        0x5F2A => TransactionCurrency,
        0x9A => TransactionDate,
        0x9C => TransactionType,
        0x9F37 => UnpredictableNumber,
        0x82 => InterchangeProfile,
        0x9F36 => TransactionCounter,
        0x9F10 => IssuerApplication,
        0x9F26 => Cryptogram,
        _ => [],
    };

    private static bool Place(ref ReadOnlySpan<byte> held, ReadOnlySpan<byte> value)
    {
        var isNew = held.IsEmpty;
        held = value;
        return isNew;
    }
}
