// ISO/IEC 7812-1, annex B: the check digit of card numbers.
namespace Tessera.Primitives;

/// <summary>The modulus-10 "double-add-double" check digit of ISO/IEC 7812-1 annex B.</summary>
public static class Luhn
{
    /// <summary>
    /// True when the text is all decimal digits, at least one, and its last digit is the right check digit.
    /// </summary>
    public static bool IsValid(ReadOnlySpan<char> digits) =>
        digits.Length > 0 && TrySum(digits, doubleLast: false, out var sum) && sum % 10 == 0;

    /// <summary>The digit to put after <paramref name="digits"/> to make the whole valid.</summary>
    /// <exception cref="FormatException">A character is no decimal digit.</exception>
    public static char CheckDigit(ReadOnlySpan<char> digits) =>
        TrySum(digits, doubleLast: true, out var sum)
            ? (char)('0' + ((10 - (sum % 10)) % 10))
            : throw new FormatException("A check digit is made of decimal digits only.");

    private static bool TrySum(ReadOnlySpan<char> digits, bool doubleLast, out int sum)
    {
        sum = 0;
        var isDoubled = doubleLast;
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            if (!char.IsAsciiDigit(digits[i]))
            {
                return false;
            }

            var digit = digits[i] - '0';
            if (isDoubled)
            {
                digit = digit > 4 ? (2 * digit) - 9 : 2 * digit;
            }

            sum = (sum + digit) % 10;
            isDoubled = !isDoubled;
        }

        return true;
    }
}
