// EMV 4.4 Book 3, 6.5.11 and 7: the files of an application and which of them the issuer has signed.
using System.Globalization;
using Tessera.Emv.CardCodes;
using Tessera.Emv.Bits;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Emv.Applet;

/// <summary>
/// The files of an application. File 1, record 1 holds the data that the issuer signs; record 2 the account of a Visa
/// card over contacts; file 2 the certificates; file 3 what fast DDA signs; file 11 the log.
/// </summary>
internal static class CardRecords
{
    public const int LogFile = 11;

    private static readonly byte[] DynamicList = [0x9F, 0x37, 4];

    /// <summary>CDOL1 of both layouts.</summary>
    public static ReadOnlySpan<byte> CryptogramList =>
    [
        0x9F, 0x02, 6, 0x9F, 0x03, 6, 0x9F, 0x1A, 2, 0x95, 5, 0x5F, 0x2A, 2, 0x9A, 3, 0x9C, 1, 0x9F, 0x37, 4,
        0x9F, 0x35, 1, 0x9F, 0x45, 2, 0x9F, 0x4C, 8, 0x9F, 0x34, 3,
    ];

    /// <summary>CDOL2: M/Chip takes the issuer's answer here, Visa by EXTERNAL AUTHENTICATE.</summary>
    public static byte[] SecondList(CryptogramRules rules) => rules.Format == IssuerApplicationFormat.MChip
        ?
        [
            0x91, rules.Response == ResponseMethod.StatusUpdate ? (byte)8 : (byte)10, 0x8A, 2,
            0x95, 5, 0x9F, 0x37, 4, 0x9F, 0x4C, 8,
        ]
        : [0x8A, 2, 0x95, 5, 0x9F, 0x37, 4];

    /// <summary>The interchange profile is one for both interfaces: the issuer signs it.</summary>
    public static byte[] InterchangeProfile(CardPersonalisation card, bool? isDynamic)
    {
        var value = default(ApplicationInterchangeProfile);
        value = isDynamic == false ? value.With(AipBit.StaticDataAuthentication) : value;
        value = isDynamic == true ? value.With(AipBit.DynamicDataAuthentication) : value;
        if (card.IsMChip)
        {
            value = value.With(AipBit.EmvMode);
            value = card.Contact is null ? value.With(AipBit.OnDeviceCardholderVerification) : value;
            value = isDynamic == true ? value.With(AipBit.CombinedDataAuthentication) : value;
            value = card.Relay is null ? value : value.With(AipBit.RelayResistance);
        }

        if (card.Contact is not null)
        {
            value = value.With(AipBit.CardholderVerification).With(AipBit.TerminalRiskManagement);
            value = card.IsMChip ? value : value.With(AipBit.IssuerAuthentication);
        }

        return value.ToBytes();
    }

    public static byte[] InterchangeProfile(CardPersonalisation card) =>
        InterchangeProfile(card, card.Authentication?.IsDynamic);

    /// <summary>What the issuer signs: the value of record 1 and, by 9F4A, the profile (EMV Book 2, 5.1.1).</summary>
    public static byte[] StaticData(CardPersonalisation card, bool isDynamic)
    {
        var record = Main(card);
        var content = CardAnswers.Content(record);
        return [.. content, .. InterchangeProfile(card, isDynamic)];
    }

    /// <summary>Empty when there is nothing to read.</summary>
    public static byte[] Locator(CardPersonalisation card, AppletInterface way, bool isFastSigned)
    {
        var isContact = way == AppletInterface.Contact;
        var isWhole = card.IsMChip || isContact;
        var isSigned = card.Authentication is not null && (isWhole || isFastSigned);
        if (!isWhole && !card.HasRecords && !isSigned)
        {
            return [];
        }

        var last = (byte)(isContact && !card.IsMChip ? 2 : 1);
        byte[] own = [0x08, 1, last, isSigned ? (byte)1 : (byte)0];
        byte[] certificates = isSigned ? [0x10, 1, 3, 0] : [];
        byte[] dynamic = isFastSigned ? [0x18, 1, 1, 0] : [];
        return [.. own, .. certificates, .. dynamic];
    }

    /// <summary>A record; empty when the file has none of that number, null when there is no such file.</summary>
    public static byte[]? Read(CardApplication application, AppletInterface way, int file, int number)
    {
        var card = application.Personalisation;
        var isListed = Locator(card, way, isFastSigned: card.Authentication is not null).Length > 0;
        return file switch
        {
            1 when isListed => number switch
            {
                1 => Main(card),
                2 when way == AppletInterface.Contact && !card.IsMChip => Account(application),
                _ => [],
            },
            2 when card.Authentication is { } authentication => number switch
            {
                1 => CardAnswers.Build(EmvTags.RecordTemplate, writer =>
                    writer.Write(EmvTags.IssuerCertificate, authentication.Issuer.Certificate.Span)),
                2 => Keys(authentication),
                3 => Proof(authentication),
                _ => [],
            },
            LogFile when card.Contact is { LogLength: > 0 } =>
                number >= 1 && number <= application.Log.Count ? application.Log[number - 1] : [],
            _ => null,
        };
    }

    public static DateOnly LastDay(string expiryYymm)
    {
        var year = 2000 + int.Parse(expiryYymm.AsSpan(0, 2), CultureInfo.InvariantCulture);
        var month = int.Parse(expiryYymm.AsSpan(2, 2), CultureInfo.InvariantCulture);
        return new DateOnly(year, month, DateTime.DaysInMonth(year, month));
    }

    public static byte[] Track(CardPersonalisation card)
    {
        // Five discretionary digits as track 2 has them; a token's carry nothing.
        var text = card.Pan.Reveal() + "D" + card.ExpiryYymm + card.ServiceCode + "00000";
        return Convert.FromHexString(text.Length % 2 == 0 ? text : text + "F");
    }

    /// <summary>Track 2 of the old mode: thirteen discretionary digits, all of them filled by the reader.</summary>
    public static byte[] MagStripeTrack(CardPersonalisation card) =>
        FilledTrack.Template(card.Pan, card.ExpiryYymm, card.ServiceCode);

    public static byte[] Number(int value, int lengthBytes)
    {
        var target = new byte[lengthBytes];
        Bcd.Write((ulong)value, target);
        return target;
    }

    private static byte[] Main(CardPersonalisation card) => CardAnswers.Build(EmvTags.RecordTemplate, writer =>
    {
        if (card.IsMChip)
        {
            WriteAccount(writer, card);
            writer.Write(EmvTags.FormFactorIndicator, card.FormFactor.Span);
            WriteContact(writer, card);
            WriteMagStripe(writer, card);
        }

        var expires = LastDay(card.ExpiryYymm).ToString("yyMMdd", CultureInfo.InvariantCulture);
        writer.Write(EmvTags.ExpirationDate, Convert.FromHexString(expires));
        writer.Write(EmvTags.IssuerCountryCode, Number(card.CountryNumber, 2));
        writer.Write(EmvTags.ApplicationUsageControl, [0xFF, 0x00]);
        writer.Write(EmvTags.CardApplicationVersion, [0x00, 0x02]);
        writer.Write(EmvTags.ApplicationCurrencyCode, Number(card.CurrencyNumber, 2));
    });

    private static byte[] Account(CardApplication application) => CardAnswers.Build(EmvTags.RecordTemplate, writer =>
    {
        WriteAccount(writer, application.Personalisation);
        WriteContact(writer, application.Personalisation);
    });

    private static void WriteAccount(BerTlvWriter writer, CardPersonalisation card)
    {
        var digits = card.Pan.Reveal();
        writer.Write(EmvTags.Track2Equivalent, Track(card));
        writer.Write(EmvTags.Pan, Convert.FromHexString(digits.Length % 2 == 0 ? digits : digits + "F"));
        writer.Write(EmvTags.PanSequenceNumber, Number(card.SequenceNumber, 1));
        writer.Write(EmvTags.Cdol1, CryptogramList);
    }

    private static void WriteContact(BerTlvWriter writer, CardPersonalisation card)
    {
        if (card.Contact is not { } contact)
        {
            return;
        }

        var rules = CryptogramRules.For(card.Cryptogram);
        writer.Write(EmvTags.Cdol2, SecondList(rules));
        writer.Write(EmvTags.CvmList, contact.CvmList.Span);
        writer.Write(EmvTags.IssuerActionCodeDefault, contact.DefaultCode.Span);
        writer.Write(EmvTags.IssuerActionCodeDenial, contact.DenialCode.Span);
        writer.Write(EmvTags.IssuerActionCodeOnline, contact.OnlineCode.Span);
    }

    /// <summary>Places from the right: number of digits, code (3), number (4), counter (3); book C-2.</summary>
    private static void WriteMagStripe(BerTlvWriter writer, CardPersonalisation card)
    {
        if (card.HasMagStripeMode)
        {
            writer.Write(EmvTags.Cvc3PlacesTrack2, [0x00, 0x0E]);
            writer.Write(EmvTags.NumberPlacesTrack2, [0x07, 0xF0]);
            writer.Write(EmvTags.CounterDigitsTrack2, [0x03]);
            writer.Write(EmvTags.Track2Data, MagStripeTrack(card));
        }
    }

    private static byte[] Keys(CardAuthentication authentication) =>
        CardAnswers.Build(EmvTags.RecordTemplate, writer =>
        {
            writer.Write(EmvTags.SchemeKeyIndex, [authentication.SchemeKeyIndex]);
            writer.Write(EmvTags.IssuerKeyRemainder, authentication.Issuer.Remainder.Span);
            writer.Write(EmvTags.IssuerKeyExponent, authentication.Issuer.Exponent.Span);
            writer.Write(EmvTags.StaticDataTagList, [0x82]);
            if (authentication.Card is { } card)
            {
                writer.Write(EmvTags.CardKeyExponent, card.Exponent.Span);
                writer.Write(EmvTags.CardKeyRemainder, card.Remainder.Span);
                writer.Write(EmvTags.Ddol, DynamicList);
            }
        });

    private static byte[] Proof(CardAuthentication authentication) =>
        CardAnswers.Build(EmvTags.RecordTemplate, writer =>
        {
            if (authentication.Card is { } card)
            {
                writer.Write(EmvTags.CardCertificate, card.Certificate.Span);
            }
            else
            {
                writer.Write(EmvTags.SignedStaticApplication, authentication.StaticSignature);
            }
        });
}
