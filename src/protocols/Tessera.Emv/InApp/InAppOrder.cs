// Tessera in-app payments, version 1: what the buyer agrees to, and how an application cryptogram covers it.
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Emv.InApp;

/// <summary>
/// An order that a merchant's app or page shows: whom it pays, how much, which order. There is no terminal, so the
/// elements that a terminal would fill carry the first 15 bytes of SHA-256 over the text "Tessera in-app 1", 00, the
/// merchant, 00, the order, 00, and the time in seconds (4 bytes): 9F37 has bytes 1 to 4, 9F03 5 to 10, 95 11 to 15.
/// </summary>
/// <param name="Merchant">The merchant's id at the server (mer_…).</param>
/// <param name="Order">The merchant's own name of the order, 1 to 64 characters; new for every order.</param>
/// <param name="Amount">Above zero, at most twelve digits of minor units.</param>
public sealed record InAppOrder(string Merchant, string Order, Money Amount)
{
    /// <summary>Longest name of an order.</summary>
    public const int LongestOrder = 64;

    /// <summary>
    /// The interchange profile (82) of every in-app cryptogram. No card presents it to a terminal, so no terminal can
    /// get a cryptogram that would pass as one, nor use one.
    /// </summary>
    public static ReadOnlySpan<byte> InterchangeProfile => [0x00, 0x7E];

    /// <summary>The covered elements of this order at a time, but for counter and issuer application data.</summary>
    /// <param name="unixSeconds">Seconds since 1970; the covered date is that day in UTC.</param>
    public DataObjects Elements(uint unixSeconds)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> time = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(time, unixSeconds);
        SHA256.HashData(
            [
                .. "Tessera in-app 1"u8, 0, .. Encoding.UTF8.GetBytes(Merchant), 0, .. Encoding.UTF8.GetBytes(Order), 0,
                .. time,
            ],
            digest);
        var day = DateTimeOffset.FromUnixTimeSeconds(unixSeconds).ToString("yyMMdd", CultureInfo.InvariantCulture);
        Span<byte> amount = stackalloc byte[6];
        Bcd.Write((ulong)Amount.Minor, amount);
        Span<byte> currency = stackalloc byte[2];
        Bcd.Write(Amount.Currency.Number, currency);
        var elements = new DataObjects();
        elements.Set(EmvTags.AmountAuthorised, amount);
        elements.Set(EmvTags.AmountOther, digest[4..10]);
        elements.Set(EmvTags.TerminalCountryCode, [0x00, 0x00]);
        elements.Set(EmvTags.TerminalVerificationResults, digest[10..15]);
        elements.Set(EmvTags.TransactionCurrencyCode, currency);
        elements.Set(EmvTags.TransactionDate, Convert.FromHexString(day));
        elements.Set(EmvTags.TransactionType, [0x00]);
        elements.Set(EmvTags.UnpredictableNumber, digest[..4]);
        return elements;
    }
}
