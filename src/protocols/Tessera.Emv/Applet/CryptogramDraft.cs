// EMV 4.4 Book 2, 8.1; Visa and M/Chip layouts of tag 9F10: what the device covers with its cryptogram.
using System.Buffers.Binary;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Objects;

namespace Tessera.Emv.Applet;

/// <summary>One cryptogram in the making: the terminal's objects, the device's decision, then the result.</summary>
internal sealed class CryptogramDraft(DataObjects terminal, ReadOnlyMemory<byte> interchangeProfile)
{
    public ApplicationCryptogramType Type { get; init; }

    public bool IsHolderVerified { get; init; }

    public ushort Counter { get; set; }

    public byte[] IssuerApplication { get; private set; } = [];

    public byte[] Cryptogram { get; } = new byte[ApplicationCryptogram.Bytes];

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
        var elements = default(CryptogramElements);
        elements.AmountAuthorised = terminal.GetOrEmpty(EmvTags.AmountAuthorised);
        elements.AmountOther = terminal.GetOrEmpty(EmvTags.AmountOther);
        elements.TerminalCountry = terminal.GetOrEmpty(EmvTags.TerminalCountryCode);
        elements.TerminalVerificationResults = terminal.GetOrEmpty(EmvTags.TerminalVerificationResults);
        elements.TransactionCurrency = terminal.GetOrEmpty(EmvTags.TransactionCurrencyCode);
        elements.TransactionDate = terminal.GetOrEmpty(EmvTags.TransactionDate);
        elements.TransactionType = terminal.GetOrEmpty(EmvTags.TransactionType);
        elements.UnpredictableNumber = terminal.GetOrEmpty(EmvTags.UnpredictableNumber);
        elements.InterchangeProfile = interchangeProfile.Span;
        elements.TransactionCounter = CounterBytes();
        elements.IssuerApplication = IssuerApplication;
        return ApplicationCryptogram.TryCompute(rules, key, elements, Cryptogram, out _);
    }

    /// <summary>
    /// 06, key index, version, results: 03, "no second cryptogram" and type, then two bytes unused; the number of a
    /// limited-use key follows behind its length.
    /// </summary>
    private byte[] VisaLayout(byte version, CardPersonalisation card)
    {
        // Byte 2 of the results: bits 8-7 are 10, bits 6-5 the type, bit 3 verification on the device done.
        var results = 0x80 | ((int)Type << 4) | (IsHolderVerified ? 0x04 : 0);
        byte[] value = [0x06, card.KeyIndex, version, 0x03, (byte)results, 0x00, 0x00];
        return card.KeyNumber == 0
            ? value
            : [.. value, 0x02, (byte)(card.KeyNumber >> 8), (byte)(card.KeyNumber & 0xFF)];
    }

    /// <summary>Key index, version, results (6 bytes), authentication code, counters.</summary>
    private byte[] MChipLayout(byte version, CardPersonalisation card)
    {
        // Byte 1 of the results: bits 8-7 are 10, bits 6-5 the type, bits 3 and 1 verification by the device done.
        var results = 0x80 | ((int)Type << 4) | (IsHolderVerified ? 0x05 : 0);
        var value = new byte[18];
        value[0] = card.KeyIndex;
        value[1] = version;
        value[2] = (byte)results;
        BinaryPrimitives.WriteUInt16BigEndian(value.AsSpan(16), card.KeyNumber);
        return value;
    }
}
