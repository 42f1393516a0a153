// EMV 4.4 Book 1, 11.3 and Book 3, 6.5: templates that a device answers with.
using System.Buffers;
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

    /// <summary>The directory over contacts: its entries are records of file 1 (EMV Book 1, 12.2).</summary>
    public static byte[] ContactDirectory() => Build(EmvTags.FileControlTemplate, writer =>
    {
        writer.Write(EmvTags.DedicatedFileName, CardApplet.ContactDirectoryName);
        writer.Begin(EmvTags.FileControlProprietaryTemplate);
        writer.Write(EmvTags.ShortFileIdentifier, [0x01]);
        writer.End();
    });

    public static byte[] ContactDirectoryRecord(CardApplication application) => Build(
        EmvTags.RecordTemplate,
        writer =>
        {
            var card = application.Personalisation;
            writer.Begin(EmvTags.ApplicationTemplate);
            writer.Write(EmvTags.ApplicationDedicatedFileName, card.Identifier.Span);
            writer.Write(EmvTags.ApplicationLabel, Encoding.ASCII.GetBytes(card.Label));
            writer.Write(EmvTags.PriorityIndicator, [(byte)card.Priority]);
            writer.End();
        });

    public static byte[] FileControl(CardApplication application, AppletInterface way) => Build(writer =>
    {
        var card = application.Personalisation;
        writer.Begin(EmvTags.FileControlTemplate);
        writer.Write(EmvTags.DedicatedFileName, card.Identifier.Span);
        writer.Begin(EmvTags.FileControlProprietaryTemplate);
        writer.Write(EmvTags.ApplicationLabel, Encoding.ASCII.GetBytes(card.Label));
        writer.Write(EmvTags.PriorityIndicator, [(byte)card.Priority]);
        if (!application.IsMChip && way == AppletInterface.Contactless)
        {
            writer.Write(EmvTags.Pdol, QvsdcOptionsList);
        }

        writer.End();
        writer.End();
    });

    public static byte[] QvsdcOptions(CardApplication application, CryptogramDraft draft, byte[] signature) =>
        Build(EmvTags.ResponseFormat2, writer =>
        {
            var card = application.Personalisation;
            var locator = CardRecords.Locator(card, AppletInterface.Contactless, signature.Length > 0);
            writer.Write(EmvTags.ApplicationInterchangeProfile, CardRecords.InterchangeProfile(card));
            if (locator.Length > 0)
            {
                writer.Write(EmvTags.ApplicationFileLocator, locator);
            }

            writer.Write(EmvTags.ApplicationTransactionCounter, draft.CounterBytes());
            writer.Write(EmvTags.ApplicationCryptogram, draft.Cryptogram);
            writer.Write(EmvTags.IssuerApplication, draft.IssuerApplication);
            writer.Write(EmvTags.Track2Equivalent, CardRecords.Track(card));
            writer.Write(EmvTags.PanSequenceNumber, CardRecords.Number(card.SequenceNumber, 1));
            writer.Write(EmvTags.CryptogramInformation, [draft.Information]);
            writer.Write(EmvTags.CardTransactionQualifiers, Qualifiers(draft));
            writer.Write(EmvTags.FormFactorIndicator, card.FormFactor.Span);
            if (signature.Length > 0)
            {
                writer.Write(EmvTags.SignedDynamicApplication, signature);
            }
        });

    public static byte[] Qualifiers(CryptogramDraft draft)
    {
        var qualifiers = default(CardTransactionQualifiers);
        return (draft.IsHolderVerified ? qualifiers.With(CtqBit.ConsumerDeviceCvmPerformed) : qualifiers).ToBytes();
    }

    public static byte[] Options(ReadOnlySpan<byte> profile, ReadOnlySpan<byte> locator)
    {
        var writer = new ArrayBufferWriter<byte>(128);
        var tlv = new BerTlvWriter(writer);
        tlv.Begin(EmvTags.ResponseFormat2);
        tlv.Write(EmvTags.ApplicationInterchangeProfile, profile);
        tlv.Write(EmvTags.ApplicationFileLocator, locator);
        tlv.End();
        return writer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// The answer to GENERATE AC: the cryptogram in the open, or inside a signature that covers the rest.
    /// </summary>
    public static byte[] Cryptogram(
        CryptogramDraft draft, bool asksForVerification, Func<ReadOnlyMemory<byte>, byte[]>? sign)
    {
        byte[] head =
            [.. Object(EmvTags.CryptogramInformation, [draft.Information]),
            .. Object(EmvTags.ApplicationTransactionCounter, draft.CounterBytes())];
        byte[] tail = Object(EmvTags.IssuerApplication, draft.IssuerApplication);

        // Byte 2, bit 5: verification on the device is required (book C-2, POS cardholder interaction).
        byte[] wish = asksForVerification ? Object(EmvTags.PosCardholderInteraction, [0x00, 0x10, 0x00]) : [];
        var proof = sign is null
            ? Object(EmvTags.ApplicationCryptogram, draft.Cryptogram)
            : Object(EmvTags.SignedDynamicApplication, sign((byte[])[.. head, .. tail, .. wish]));
        return Object(EmvTags.ResponseFormat2, (byte[])[.. head, .. proof, .. tail, .. wish]);
    }

    public static byte[] Object(BerTag tag, ReadOnlySpan<byte> value)
    {
        var buffer = new ArrayBufferWriter<byte>(value.Length + 8);
        new BerTlvWriter(buffer).Write(tag, value);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The content of an answer of ours.</summary>
    public static byte[] Content(byte[] answer)
    {
        var reader = new BerTlvReader(answer);
        reader.TryReadNext(out _, out var value, out _, out _);
        return value.ToArray();
    }

    public static byte[] Build(BerTag template, Action<BerTlvWriter> write) => Build(writer =>
    {
        writer.Begin(template);
        write(writer);
        writer.End();
    });

    private static byte[] Build(Action<BerTlvWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        write(new BerTlvWriter(buffer));
        return buffer.WrittenSpan.ToArray();
    }
}
