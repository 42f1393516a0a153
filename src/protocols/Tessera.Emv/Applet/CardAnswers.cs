// EMV 4.4 Book 1, 11.3 and Book 3, 6.5: templates that a device answers with.
using System.Buffers;
using System.Globalization;
using System.Text;
using Tessera.Emv.Bits;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Emv.Applet;

/// <summary>The templates that a device answers with.</summary>
internal static class CardAnswers
{
    /// <summary>PDOL of the qVSDC profile: qualifiers and everything that the cryptogram covers (book C-3).</summary>
    public static ReadOnlySpan<byte> QvsdcOptionsList =>
    [
        0x9F, 0x66, 4, 0x9F, 0x02, 6, 0x9F, 0x03, 6, 0x9F, 0x1A, 2, 0x95, 5, 0x5F, 0x2A, 2, 0x9A, 3, 0x9C, 1,
        0x9F, 0x37, 4,
    ];

    /// <summary>CDOL1 of the M/Chip profile.</summary>
    public static ReadOnlySpan<byte> MChipCryptogramList =>
    [
        0x9F, 0x02, 6, 0x9F, 0x03, 6, 0x9F, 0x1A, 2, 0x95, 5, 0x5F, 0x2A, 2, 0x9A, 3, 0x9C, 1, 0x9F, 0x37, 4,
        0x9F, 0x35, 1, 0x9F, 0x45, 2, 0x9F, 0x4C, 8, 0x9F, 0x34, 3,
    ];

    /// <summary>One record in file 1, not part of offline data authentication.</summary>
    public static ReadOnlySpan<byte> Locator => [0x08, 0x01, 0x01, 0x00];

    public static byte[] InterchangeProfile(CardApplication application) => application.IsMChip
        ? default(ApplicationInterchangeProfile)
            .With(AipBit.OnDeviceCardholderVerification).With(AipBit.EmvMode).ToBytes()
        : default(ApplicationInterchangeProfile).ToBytes();

    public static byte[] Directory(IEnumerable<CardApplication> applications) => Build(writer =>
    {
        writer.Begin(EmvTags.FileControlTemplate);
        writer.Write(EmvTags.DedicatedFileName, CardApplet.DirectoryName);
        writer.Begin(EmvTags.FileControlProprietaryTemplate);
        writer.Begin(EmvTags.FileControlIssuerDiscretionary);
        foreach (var application in applications)
        {
            var card = application.Personalisation;
            writer.Begin(EmvTags.ApplicationTemplate);
            writer.Write(EmvTags.ApplicationDedicatedFileName, card.Identifier.Span);
            writer.Write(EmvTags.ApplicationLabel, Encoding.ASCII.GetBytes(card.Label));
            writer.Write(EmvTags.PriorityIndicator, [(byte)card.Priority]);
            writer.Write(EmvTags.KernelIdentifier, [(byte)application.KernelId]);
            writer.End();
        }

        writer.End();
        writer.End();
        writer.End();
    });

    public static byte[] FileControl(CardApplication application) => Build(writer =>
    {
        var card = application.Personalisation;
        writer.Begin(EmvTags.FileControlTemplate);
        writer.Write(EmvTags.DedicatedFileName, card.Identifier.Span);
        writer.Begin(EmvTags.FileControlProprietaryTemplate);
        writer.Write(EmvTags.ApplicationLabel, Encoding.ASCII.GetBytes(card.Label));
        writer.Write(EmvTags.PriorityIndicator, [(byte)card.Priority]);
        if (!application.IsMChip)
        {
            writer.Write(EmvTags.Pdol, QvsdcOptionsList);
        }

        writer.End();
        writer.End();
    });

    public static byte[] QvsdcOptions(CardApplication application, CryptogramDraft draft) => Build(writer =>
    {
        var card = application.Personalisation;
        var qualifiers = default(CardTransactionQualifiers);
        qualifiers = draft.IsHolderVerified ? qualifiers.With(CtqBit.ConsumerDeviceCvmPerformed) : qualifiers;
        writer.Begin(EmvTags.ResponseFormat2);
        writer.Write(EmvTags.ApplicationInterchangeProfile, InterchangeProfile(application));
        if (card.HasRecords)
        {
            writer.Write(EmvTags.ApplicationFileLocator, Locator);
        }

        writer.Write(EmvTags.ApplicationTransactionCounter, draft.CounterBytes());
        writer.Write(EmvTags.ApplicationCryptogram, draft.Cryptogram);
        writer.Write(EmvTags.IssuerApplication, draft.IssuerApplication);
        writer.Write(EmvTags.Track2Equivalent, Track(card));
        writer.Write(EmvTags.PanSequenceNumber, Number(card.SequenceNumber, 1));
        writer.Write(EmvTags.CryptogramInformation, [(byte)((int)draft.Type << 6)]);
        writer.Write(EmvTags.CardTransactionQualifiers, qualifiers.ToBytes());
        writer.Write(EmvTags.FormFactorIndicator, card.FormFactor.Span);
        writer.End();
    });

    public static byte[] MChipOptions(CardApplication application) => Build(writer =>
    {
        writer.Begin(EmvTags.ResponseFormat2);
        writer.Write(EmvTags.ApplicationInterchangeProfile, InterchangeProfile(application));
        writer.Write(EmvTags.ApplicationFileLocator, Locator);
        writer.End();
    });

    public static byte[] Record(CardApplication application) => Build(writer =>
    {
        var card = application.Personalisation;
        writer.Begin(EmvTags.RecordTemplate);
        if (application.IsMChip)
        {
            writer.Write(EmvTags.Track2Equivalent, Track(card));
            writer.Write(EmvTags.Pan, Digits(card.Pan.Reveal()));
            writer.Write(EmvTags.PanSequenceNumber, Number(card.SequenceNumber, 1));
            writer.Write(EmvTags.Cdol1, MChipCryptogramList);
            writer.Write(EmvTags.FormFactorIndicator, card.FormFactor.Span);
        }

        writer.Write(EmvTags.ExpirationDate, Expiration(card.ExpiryYymm));
        writer.Write(EmvTags.IssuerCountryCode, Number(card.CountryNumber, 2));
        writer.Write(EmvTags.ApplicationUsageControl, [0xFF, 0x00]);
        writer.Write(EmvTags.CardApplicationVersion, [0x00, 0x02]);
        writer.Write(EmvTags.ApplicationCurrencyCode, Number(card.CurrencyNumber, 2));
        writer.End();
    });

    public static byte[] Cryptogram(CryptogramDraft draft, bool asksForVerification) => Build(writer =>
    {
        writer.Begin(EmvTags.ResponseFormat2);
        writer.Write(EmvTags.CryptogramInformation, [(byte)((int)draft.Type << 6)]);
        writer.Write(EmvTags.ApplicationTransactionCounter, draft.CounterBytes());
        writer.Write(EmvTags.ApplicationCryptogram, draft.Cryptogram);
        writer.Write(EmvTags.IssuerApplication, draft.IssuerApplication);
        if (asksForVerification)
        {
            // Byte 2, bit 5: verification on the device is required (book C-2, POS cardholder interaction).
            writer.Write(EmvTags.PosCardholderInteraction, [0x00, 0x10, 0x00]);
        }

        writer.End();
    });

    private static byte[] Build(Action<BerTlvWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        write(new BerTlvWriter(buffer));
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Track(CardPersonalisation card)
    {
        // Five discretionary digits as track 2 has them; a token's carry nothing.
        var text = card.Pan.Reveal() + "D" + card.ExpiryYymm + card.ServiceCode + "00000";
        return Convert.FromHexString(text.Length % 2 == 0 ? text : text + "F");
    }

    private static byte[] Digits(string digits) =>
        Convert.FromHexString(digits.Length % 2 == 0 ? digits : digits + "F");

    private static byte[] Number(int value, int lengthBytes)
    {
        var target = new byte[lengthBytes];
        Bcd.Write((ulong)value, target);
        return target;
    }

    private static byte[] Expiration(string yymm)
    {
        var year = 2000 + int.Parse(yymm.AsSpan(0, 2), CultureInfo.InvariantCulture);
        var month = int.Parse(yymm.AsSpan(2, 2), CultureInfo.InvariantCulture);
        var day = DateTime.DaysInMonth(year, month);
        return Digits(yymm + day.ToString("00", CultureInfo.InvariantCulture));
    }
}
