namespace Tessera.Primitives.BankAccounts;

/// <summary>What a look at an IBAN found; the first fault in this order.</summary>
public enum IbanVerdict
{
    /// <summary>All checks that are known for its country hold.</summary>
    Valid = 0,

    /// <summary>A character that no IBAN has, or fewer than four.</summary>
    BadCharacter = 1,

    /// <summary>The two check digits do not fit (ISO 7064, modulus 97).</summary>
    BadCheckDigits = 2,

    /// <summary>The first two characters name no country of the registry.</summary>
    UnknownCountry = 3,

    /// <summary>Not as long as the country's numbers are.</summary>
    BadLength = 4,

    /// <summary>A letter where the country has digits, or the other way round.</summary>
    BadStructure = 5,

    /// <summary>The account's own check digits, which its country defines, do not fit.</summary>
    BadNationalCheck = 6,
}
