// Check digits inside the domestic account number, where the country's banks publish the rule
// (European Committee for Banking Standards, register of account numbers, TR 201).
namespace Tessera.Primitives.BankAccounts;

internal static class NationalCheck
{
    private static ReadOnlySpan<int> SpanishWeights => [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];

    private static ReadOnlySpan<int> NorwegianWeights => [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

    /// <summary>
    /// True when the country has no rule here, or its rule holds for an account of the right structure.
    /// </summary>
    public static bool Holds(ReadOnlySpan<char> country, ReadOnlySpan<char> account) => country switch
    {
        "BA" or "ME" or "MK" or "PT" or "RS" or "SI" or "TL" or "XK" => Iban.Remainder97(account) == 1,
        "BE" => IsBelgian(account),
        "ES" => IsSpanish(account),
        "NO" => IsNorwegian(account),
        _ => true,
    };

    private static bool IsBelgian(ReadOnlySpan<char> account)
    {
        var remainder = Iban.Remainder97(account[..10]);
        return Digits(account[10..]) == (remainder == 0 ? 97 : remainder);
    }

    private static bool IsSpanish(ReadOnlySpan<char> account)
    {
        var bank = WeightedSum(account[..8], SpanishWeights[2..]);
        var number = WeightedSum(account[10..], SpanishWeights);
        return Digit(account, 8) == SpanishDigit(bank) && Digit(account, 9) == SpanishDigit(number);
    }

    private static int SpanishDigit(int sum) => (11 - (sum % 11)) switch
    {
        11 => 0,
        10 => 1,
        var digit => digit,
    };

    private static bool IsNorwegian(ReadOnlySpan<char> account)
    {
        // Accounts of the former postal giro carry seven digits and the Luhn digit.
        if (account.StartsWith("0000", StringComparison.Ordinal))
        {
            return Luhn.IsValid(account[4..]);
        }

        var sum = WeightedSum(account[..10], NorwegianWeights) + Digit(account, 10);
        return sum % 11 == 0;
    }

    private static int WeightedSum(ReadOnlySpan<char> digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            sum += Digit(digits, i) * weights[i];
        }

        return sum;
    }

    private static int Digits(ReadOnlySpan<char> pair) => (Digit(pair, 0) * 10) + Digit(pair, 1);

    private static int Digit(ReadOnlySpan<char> digits, int index) => digits[index] - '0';
}
