// Tessera in-app payments, version 1: what travels from the phone through the merchant to the network.
using System.Buffers;
using System.Buffers.Binary;
using Tessera.Emv.Applet;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Emv.InApp;

/// <summary>
/// The phone's answer to an order. Layout: version 01, time in seconds (4), counter (2), length of the issuer
/// application data, those data (7 to 32), cryptogram (8). What the order says is not in it: whoever checks it takes
/// merchant, order and amount from where they ought to come.
/// </summary>
public sealed record InAppCryptogram
{
    private const byte Version = 1;
    private const int FixedBytes = 8;
    private const int ShortestIssuerBytes = 7;
    private const int LongestIssuerBytes = 32;

    private static readonly BerTag[] Tags =
    [
        EmvTags.ApplicationCryptogram, EmvTags.IssuerApplication, EmvTags.UnpredictableNumber,
        EmvTags.ApplicationTransactionCounter, EmvTags.TerminalVerificationResults, EmvTags.TransactionDate,
        EmvTags.TransactionType, EmvTags.AmountAuthorised, EmvTags.TransactionCurrencyCode,
        EmvTags.ApplicationInterchangeProfile, EmvTags.TerminalCountryCode, EmvTags.AmountOther,
    ];

    private InAppCryptogram(uint unixSeconds, byte[] counter, byte[] issuerApplication, byte[] cryptogram)
    {
        UnixSeconds = unixSeconds;
        Counter = counter;
        IssuerApplication = issuerApplication;
        Cryptogram = cryptogram;
    }

    /// <summary>When the phone made it, in seconds since 1970; covered.</summary>
    public uint UnixSeconds { get; }

    private byte[] Counter { get; }

    private byte[] IssuerApplication { get; }

    private byte[] Cryptogram { get; }

    /// <summary>
    /// Makes the answer with an application's key and its next counter. The holder must have been verified just
    /// before; the verification is used up.
    /// </summary>
    /// <param name="application">The token's application.</param>
    /// <param name="verification">The device's one-shot proof that its holder was verified.</param>
    /// <param name="order">What the holder saw and agreed to.</param>
    /// <param name="unixSeconds">Now.</param>
    /// <param name="made">The answer; null when refused.</param>
    /// <returns>False without a fresh verification, or when the application makes no cryptogram any more.</returns>
    public static bool TryMake(
        CardApplication application,
        HolderVerification verification,
        InAppOrder order,
        uint unixSeconds,
        out InAppCryptogram? made)
    {
        made = null;
        if (!verification.TryConsume())
        {
            return false;
        }

        var draft = new CryptogramDraft(order.Elements(unixSeconds), InAppOrder.InterchangeProfile.ToArray())
        {
            Type = ApplicationCryptogramType.AskOnline,
            IsHolderVerified = true,
        };
        if (!application.TryMakeCryptogram(draft))
        {
            return false;
        }

        made = new InAppCryptogram(unixSeconds, draft.CounterBytes(), draft.IssuerApplication, draft.Cryptogram);
        return true;
    }

    /// <summary>Reads an answer; every byte must belong to it.</summary>
    /// <param name="source">The bytes as they came.</param>
    /// <param name="value">The answer; null when refused.</param>
    /// <param name="error">Where reading stopped.</param>
    public static bool TryRead(ReadOnlySpan<byte> source, out InAppCryptogram? value, out ParseError error)
    {
        value = null;
        error = default;
        if (source.Length < FixedBytes)
        {
            error = new ParseError(ParseErrorCode.Truncated, source.Length);
            return false;
        }

        if (source[0] != Version)
        {
            error = new ParseError(ParseErrorCode.Unsupported, 0);
            return false;
        }

        int length = source[FixedBytes - 1];
        if (length is < ShortestIssuerBytes or > LongestIssuerBytes
            || source.Length != FixedBytes + length + ApplicationCryptogram.Bytes)
        {
            error = new ParseError(ParseErrorCode.BadLength, FixedBytes - 1);
            return false;
        }

        value = new InAppCryptogram(
            BinaryPrimitives.ReadUInt32BigEndian(source[1..]),
            source[5..7].ToArray(),
            source.Slice(FixedBytes, length).ToArray(),
            source[(FixedBytes + length)..].ToArray());
        return true;
    }

    /// <summary>The bytes that <see cref="TryRead"/> reads.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes =
            [Version, 0, 0, 0, 0, .. Counter, (byte)IssuerApplication.Length, .. IssuerApplication, .. Cryptogram];
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), UnixSeconds);
        return bytes;
    }

    /// <summary>DE55 as a tap for the order would have had it: what the verifier verifies.</summary>
    /// <param name="order">What the merchant asks for.</param>
    public byte[] ToField55(InAppOrder order)
    {
        var elements = order.Elements(UnixSeconds);
        elements.Set(EmvTags.ApplicationInterchangeProfile, InAppOrder.InterchangeProfile);
        elements.Set(EmvTags.ApplicationTransactionCounter, Counter);
        elements.Set(EmvTags.IssuerApplication, IssuerApplication);
        elements.Set(EmvTags.ApplicationCryptogram, Cryptogram);
        var buffer = new ArrayBufferWriter<byte>(128);
        var writer = new BerTlvWriter(buffer);
        foreach (var tag in Tags)
        {
            writer.Write(tag, elements.GetOrEmpty(tag));
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Hides the cryptogram.</summary>
    public override string ToString() => nameof(InAppCryptogram);
}
