// EMV 4.4 Book 2, 8.1; Visa and M/Chip layouts of tag 9F10: what the device covers with its cryptogram.
using System.Buffers.Binary;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Objects;

namespace Tessera.Emv.Applet;

/// <summary>One cryptogram in the making: the terminal's objects, the device's decision, then the result.</summary>
internal sealed class CryptogramDraft(DataObjects terminal, ReadOnlyMemory<byte> interchangeProfile)
{
    private const int NotRequested = 2;

    /// <summary>What the first cryptogram of the transaction says.</summary>
    public ApplicationCryptogramType Type { get; init; }

    /// <summary>What the second says; null while there is none.</summary>
    public ApplicationCryptogramType? SecondType { get; init; }

    public bool IsHolderVerified { get; init; }

    /// <summary>The device is in transit mode: it asked nobody (Tessera's own versions only).</summary>
    public bool IsTransit { get; init; }

    /// <summary>The issuer's answer was looked at and was wrong.</summary>
    public bool HasIssuerFailed { get; init; }

    /// <summary>The card's own number of the relay resistance exchange; empty when there was none.</summary>
    public ReadOnlyMemory<byte> RelayEntropy { get; init; }

    public ushort Counter { get; set; }

    public byte[] IssuerApplication { get; private set; } = [];

    public byte[] Cryptogram { get; } = new byte[ApplicationCryptogram.Bytes];

    public byte Information => (byte)((int)(SecondType ?? Type) << 6);

    public ReadOnlySpan<byte> UnpredictableNumber => terminal.GetOrEmpty(EmvTags.UnpredictableNumber);

    public byte[] CounterBytes()
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, Counter);
        return bytes;
    }

    /// <summary>
    /// Builds the covered 9F10 and makes the cryptogram; false when the terminal's objects do not suffice.
    /// </summary>
    public bool TryComplete(CryptogramRules rules, CardPersonalisation card, ReadOnlySpan<byte> key)
    {
        IssuerApplication = rules.Format == IssuerApplicationFormat.MChip
            ? MChipLayout(rules.Version, card)
            : VisaLayout(rules.Version, card);
        var elements = Elements();
        return ApplicationCryptogram.TryCompute(rules, key, elements, Cryptogram, out _);
    }

    /// <summary>The covered elements and, once made, the cryptogram.</summary>
    public CryptogramElements Elements()
    {
        var elements = default(CryptogramElements);
        elements.AmountAuthorised = terminal.GetOrEmpty(EmvTags.AmountAuthorised);
        elements.AmountOther = terminal.GetOrEmpty(EmvTags.AmountOther);
        elements.TerminalCountry = terminal.GetOrEmpty(EmvTags.TerminalCountryCode);
        elements.TerminalVerificationResults = terminal.GetOrEmpty(EmvTags.TerminalVerificationResults);
        elements.TransactionCurrency = terminal.GetOrEmpty(EmvTags.TransactionCurrencyCode);
        elements.TransactionDate = terminal.GetOrEmpty(EmvTags.TransactionDate);
        elements.TransactionType = terminal.GetOrEmpty(EmvTags.TransactionType);
        elements.UnpredictableNumber = UnpredictableNumber;
        elements.InterchangeProfile = interchangeProfile.Span;
        elements.TransactionCounter = CounterBytes();
        elements.IssuerApplication = IssuerApplication;
        elements.Cryptogram = Cryptogram;
        return elements;
    }

    /// <summary>Bits 8-7 the second type (10: not requested), bits 6-5 the first.</summary>
    private int TypeBits() => ((SecondType is { } second ? (int)second : NotRequested) << 6) | ((int)Type << 4);

    /// <summary>Last byte of the results, bit 1; scheme versions have no such bit.</summary>
    private byte TransitBit(byte version) =>
        IsTransit && !IsHolderVerified && version == CryptogramRules.TesseraAesVersion ? (byte)1 : (byte)0;

    /// <summary>
    /// 06, key index, version, results: 03, types, then two bytes unused; the number of a limited-use key follows
    /// behind its length.
    /// </summary>
    private byte[] VisaLayout(byte version, CardPersonalisation card)
    {
        // Byte 2 of the results: bit 4 issuer authentication failed, bit 3 verification on the device done.
        var results = TypeBits() | (HasIssuerFailed ? 0x08 : 0) | (IsHolderVerified ? 0x04 : 0);
        byte[] value = [0x06, card.KeyIndex, version, 0x03, (byte)results, 0x00, TransitBit(version)];
        return card.KeyNumber == 0
            ? value
            : [.. value, 0x02, (byte)(card.KeyNumber >> 8), (byte)(card.KeyNumber & 0xFF)];
    }

    /// <summary>
    /// Key index, version, results (6 bytes), authentication code, counters: bytes 3 to 6 hold the card's number of the
    /// relay resistance exchange, so that a version that covers them proves that the card took part; the last two the
    /// number of a limited-use key.
    /// </summary>
    private byte[] MChipLayout(byte version, CardPersonalisation card)
    {
        // Byte 1 of the results: bits 3 and 1 verification by the device done.
        var results = TypeBits() | (IsHolderVerified ? 0x05 : 0);
        var value = new byte[18];
        value[0] = card.KeyIndex;
        value[1] = version;
        value[2] = (byte)results;
        value[7] = TransitBit(version);
        RelayEntropy.Span.CopyTo(value.AsSpan(12));
        BinaryPrimitives.WriteUInt16BigEndian(value.AsSpan(16), card.KeyNumber);
        return value;
    }
}
