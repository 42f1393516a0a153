// ISO 13616-1: IBAN; check digits after ISO/IEC 7064, MOD 97-10.
namespace Tessera.Primitives.BankAccounts;

/// <summary>Checks of International Bank Account Numbers. Spaces, hyphens and points are read over.</summary>
public static class Iban
{
    /// <summary>The longest IBAN of ISO 13616-1, without separators.</summary>
    public const int MaxLength = 34;

    /// <summary>
    /// Checks alphabet, check digits, country, length, structure and the country's own check, in this order.
    /// </summary>
    public static IbanVerdict Check(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[MaxLength];
        if (!TryCompact(text, buffer, out var length))
        {
            return IbanVerdict.BadCharacter;
        }

        var iban = buffer[..length];
        if (!HasCheckDigits(iban))
        {
            return IbanVerdict.BadCheckDigits;
        }

        if (!IbanCountries.TryGetStructure(iban[..2], out var structure))
        {
            return IbanVerdict.UnknownCountry;
        }

        if (structure.Length != length - 4)
        {
            return IbanVerdict.BadLength;
        }

        var account = iban[4..];
        if (!FitsStructure(account, structure))
        {
            return IbanVerdict.BadStructure;
        }

        return NationalCheck.Holds(iban[..2], account) ? IbanVerdict.Valid : IbanVerdict.BadNationalCheck;
    }

    /// <summary>True when the two check digits fit, whatever country and length.</summary>
    public static bool HasValidCheckDigits(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[MaxLength];
        return TryCompact(text, buffer, out var length) && HasCheckDigits(buffer[..length]);
    }

    /// <summary>The remainder by 97 of text read as a number, letters as 10 to 35 (ISO/IEC 7064).</summary>
    internal static int Remainder97(ReadOnlySpan<char> text, int start = 0)
    {
        var remainder = start;
        foreach (var character in text)
        {
            remainder = char.IsAsciiDigit(character)
                ? ((remainder * 10) + character - '0') % 97
                : ((remainder * 100) + character - 'A' + 10) % 97;
        }

        return remainder;
    }

    private static bool HasCheckDigits(ReadOnlySpan<char> iban) =>
        char.IsAsciiDigit(iban[2])
        && char.IsAsciiDigit(iban[3])
        && Remainder97(iban[..4], Remainder97(iban[4..])) == 1;

    private static bool TryCompact(ReadOnlySpan<char> text, Span<char> target, out int length)
    {
        length = 0;
        foreach (var character in text)
        {
            if (character is ' ' or '-' or '.')
            {
                continue;
            }

            if (!char.IsAsciiLetterOrDigit(character) || length == target.Length)
            {
                return false;
            }

            target[length++] = char.ToUpperInvariant(character);
        }

        return length >= 4;
    }

    private static bool FitsStructure(ReadOnlySpan<char> account, ReadOnlySpan<char> structure)
    {
        for (var i = 0; i < account.Length; i++)
        {
            var isFit = structure[i] switch
            {
                'n' => char.IsAsciiDigit(account[i]),
                'a' => char.IsAsciiLetterUpper(account[i]),
                _ => true,
            };
            if (!isFit)
            {
                return false;
            }
        }

        return true;
    }
}
