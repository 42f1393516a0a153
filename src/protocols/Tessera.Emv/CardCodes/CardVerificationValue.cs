// Visa and Mastercard card verification values (CVV, CVC, iCVV, CVV2) as generally known.
using System.Security.Cryptography;
using Tessera.Emv.Keys;

namespace Tessera.Emv.CardCodes;

/// <summary>Three digits over number, expiry and service code (CVV and its relatives; scheme guides).</summary>
public static class CardVerificationValue
{
    /// <summary>Service code under which the value of a chip's track 2 image is made (iCVV).</summary>
    public const string ChipServiceCode = "999";

    /// <summary>Service code under which the printed value is made (CVV2).</summary>
    public const string PrintedServiceCode = "000";

    /// <summary>Digits of a value.</summary>
    public const int Digits = 3;

    /// <summary>Makes the value.</summary>
    /// <param name="key">Pair of card verification keys, 16 bytes.</param>
    /// <param name="number">Card number, digits only.</param>
    /// <param name="expiry">Four digits in the order that the issuer chose, commonly YYMM.</param>
    /// <param name="serviceCode">Three digits.</param>
    /// <exception cref="ArgumentException">Not digits, or together more than 32.</exception>
    public static string Make(ReadOnlySpan<byte> key, string number, string expiry, string serviceCode)
    {
        var digits = number + expiry + serviceCode;
        if (digits.Length > 32 || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            throw new ArgumentException("Number, expiry and service code are at most 32 digits.", nameof(number));
        }

        Span<byte> blocks = stackalloc byte[16];
        Convert.FromHexString(digits.PadRight(32, '0')).CopyTo(blocks);
        // Single DES on the first block, triple DES on the second: the retail MAC of both.
        Span<byte> result = stackalloc byte[RetailMac.MacBytes];
        RetailMac.Compute(key, blocks, MacPadding.Method1, result);
        var value = Decimalise(result);
        CryptographicOperations.ZeroMemory(blocks);
        return value;
    }

    /// <summary>The first digits among the nibbles; where they are too few, the letters less 10, in order.</summary>
    private static string Decimalise(ReadOnlySpan<byte> source)
    {
        var hex = Convert.ToHexString(source);
        var digits = hex.Where(char.IsAsciiDigit);
        var letters = hex.Where(char.IsAsciiLetter).Select(letter => (char)(letter - 'A' + '0'));
        return string.Concat(digits.Concat(letters).Take(Digits));
    }
}
