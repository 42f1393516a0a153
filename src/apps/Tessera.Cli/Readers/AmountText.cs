using System.Globalization;
using Tessera.Primitives;

namespace Tessera.Cli.Readers;

/// <summary>An amount as people write it: <c>12.50</c> with the decimals that the currency has, or fewer.</summary>
internal static class AmountText
{
    private const int MostDigits = 12;

    public static bool TryRead(string? text, Currency currency, out Money amount)
    {
        amount = default;
        var parts = (text ?? "").Split('.');
        var decimals = parts.Length > 1 ? parts[1] : "";
        if (parts.Length > 2 || parts[0].Length == 0 || decimals.Length > currency.Exponent
            || (parts.Length == 2 && decimals.Length == 0))
        {
            return false;
        }

        var digits = parts[0] + decimals.PadRight(currency.Exponent, '0');
        if (digits.Length > MostDigits
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var minor) || minor == 0)
        {
            return false;
        }

        amount = new Money(minor, currency);
        return true;
    }
}
