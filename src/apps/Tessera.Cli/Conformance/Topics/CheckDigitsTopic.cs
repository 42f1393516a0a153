using Tessera.Primitives;
using Tessera.Primitives.BankAccounts;

namespace Tessera.Cli.Conformance.Topics;

/// <summary>Luhn digits of card numbers and the check digits of IBANs.</summary>
internal sealed class CheckDigitsTopic : ShapedTopic
{
    public CheckDigitsTopic()
        : base("check-digits")
    {
        On("number", "valid", RunLuhn);
        On("iban", "valid mod97_ok? reason?", RunIban);
    }

    private static string? RunLuhn(Vector vector) =>
        Compare("valid", vector.Answer("valid"), Luhn.IsValid(vector.Input("number")).ToString());

    private static string? RunIban(Vector vector)
    {
        var iban = vector.Input("iban");
        var verdict = Iban.Check(iban);
        return Compare("valid", vector.Answer("valid"), (verdict == IbanVerdict.Valid).ToString())
            ?? CompareRemainder(vector, iban)
            ?? CompareReason(vector, verdict);
    }

    private static string? CompareRemainder(Vector vector, string? iban) =>
        vector.Answer("mod97_ok") is { } expected
            ? Compare("mod97_ok", expected, Iban.HasValidCheckDigits(iban).ToString())
            : null;

    // An unknown country has no word of its own everywhere: some lists call it a bad structure.
    private static string? CompareReason(Vector vector, IbanVerdict verdict)
    {
        var expected = vector.Answer("reason");
        string?[] words = verdict switch
        {
            IbanVerdict.BadCharacter => ["bad_character", "bad_structure"],
            IbanVerdict.BadCheckDigits => ["bad_checksum"],
            IbanVerdict.UnknownCountry => ["unknown_country", "bad_structure"],
            IbanVerdict.BadLength => ["wrong_length"],
            IbanVerdict.BadStructure => ["bad_structure"],
            IbanVerdict.BadNationalCheck => ["country_specific_invalid"],
            _ => [null],
        };
        return !vector.Expected.TryGetProperty("reason", out _) || words.Contains(expected, StringComparer.Ordinal)
            ? null
            : Compare("reason", expected, words[0]);
    }
}
