// Visa dCVV (contactless MSD) and Mastercard CVC3 (contactless mag-stripe mode) as generally known.
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Tessera.Emv.Keys;

namespace Tessera.Emv.CardCodes;

/// <summary>
/// Dynamic card codes of the old contactless modes. Three digits can be guessed once in a thousand and CVC3 covers
/// neither amount nor merchant, so the modes are off unless an issuer switches them on for a range.
/// </summary>
public static class DynamicCardCode
{
    /// <summary>Digits of the whole CVC3: the decimal of 16 bits.</summary>
    public const int Cvc3Digits = 5;

    /// <summary>Visa dCVV: a card verification value whose first four digits are the transaction counter.</summary>
    /// <param name="cardKey">Card key, derived with sequence number 00; 16 bytes.</param>
    /// <param name="number">Card number, at least 4 digits.</param>
    /// <param name="expiryYymm">Expiry.</param>
    /// <param name="serviceCode">Three digits.</param>
    /// <param name="counter">Transaction counter as it stands in the track: four decimal digits.</param>
    /// <exception cref="ArgumentException">Not digits.</exception>
    public static string MakeDcvv(
        ReadOnlySpan<byte> cardKey, string number, string expiryYymm, string serviceCode, string counter) =>
        CardVerificationValue.Make(cardKey, counter + number[4..], expiryYymm, serviceCode);

    /// <summary>The fixed part of CVC3 for a track: the last two bytes of a MAC over its template.</summary>
    /// <param name="cardKey">Card key for CVC3, 16 bytes.</param>
    /// <param name="template">Track 1 or track 2 data as personalised, dynamic places zero.</param>
    public static ushort TrackConstant(ReadOnlySpan<byte> cardKey, ReadOnlySpan<byte> template)
    {
        Span<byte> mac = stackalloc byte[RetailMac.MacBytes];
        RetailMac.Compute(cardKey, template, MacPadding.Method2, mac);
        return BinaryPrimitives.ReadUInt16BigEndian(mac[6..]);
    }

    /// <summary>CVC3: five decimal digits, of which the track carries the last ones.</summary>
    /// <param name="cardKey">Card key for CVC3, 16 bytes.</param>
    /// <param name="trackConstant">See <see cref="TrackConstant"/>.</param>
    /// <param name="unpredictableNumber">As the reader sent it: decimal digits in 4 bytes.</param>
    /// <param name="counter">Transaction counter (9F36).</param>
    public static string MakeCvc3(
        ReadOnlySpan<byte> cardKey, ushort trackConstant, ReadOnlySpan<byte> unpredictableNumber, ushort counter)
    {
        Span<byte> block = stackalloc byte[8];
        BinaryPrimitives.WriteUInt16BigEndian(block, trackConstant);
        unpredictableNumber[..4].CopyTo(block[2..]);
        BinaryPrimitives.WriteUInt16BigEndian(block[6..], counter);
        TripleDesCipher.Encrypt(cardKey, block, block);
        var code = BinaryPrimitives.ReadUInt16BigEndian(block[6..]).ToString("D5", CultureInfo.InvariantCulture);
        CryptographicOperations.ZeroMemory(block);
        return code;
    }
}
