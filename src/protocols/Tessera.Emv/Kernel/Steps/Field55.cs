// EMV 4.4 Book 4, 12.1.1; ISO 8583:1987 element 55: chip data of an authorisation request.
using System.Buffers;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Emv.Kernel.Steps;

/// <summary>Builds field 55. It never holds 57, 5A or PIN objects.</summary>
internal static class Field55
{
    /// <summary>Longest field that every message format carries.</summary>
    public const int MaxBytes = 255;

    private static readonly BerTag[] Mandatory =
    [
        EmvTags.ApplicationCryptogram, EmvTags.CryptogramInformation, EmvTags.IssuerApplication,
        EmvTags.UnpredictableNumber, EmvTags.ApplicationTransactionCounter, EmvTags.TerminalVerificationResults,
        EmvTags.TransactionDate, EmvTags.TransactionType, EmvTags.AmountAuthorised, EmvTags.TransactionCurrencyCode,
        EmvTags.ApplicationInterchangeProfile, EmvTags.TerminalCountryCode, EmvTags.AmountOther,
    ];

    private static readonly BerTag[] Usual =
    [
        EmvTags.DedicatedFileName, EmvTags.PanSequenceNumber, EmvTags.TerminalCapabilities,
        EmvTags.TerminalType, EmvTags.InterfaceDeviceSerialNumber, EmvTags.TerminalApplicationVersion,
        EmvTags.TransactionSequenceCounter, EmvTags.FormFactorIndicator,
    ];

    private static readonly BerTag[] Qvsdc =
        [EmvTags.TerminalTransactionQualifiers, EmvTags.CardTransactionQualifiers];

    private static readonly BerTag[] MChip = [EmvTags.CvmResults];

    /// <summary>Writes the objects; false when a mandatory one is missing or the field would be too long.</summary>
    public static bool TryBuild(TapFlow flow, out byte[] field)
    {
        var buffer = new ArrayBufferWriter<byte>(MaxBytes);
        var writer = new BerTlvWriter(buffer);
        var isQvsdc = !flow.IsContact && flow.Candidate.Application.KernelId == ReaderApplication.QvsdcKernel;
        var isComplete = Mandatory.All(tag => TryWrite(writer, flow, tag));
        foreach (var tag in Usual.Concat(isQvsdc ? Qvsdc : MChip))
        {
            TryWrite(writer, flow, tag);
        }

        field = buffer.WrittenSpan.ToArray();
        return isComplete && field.Length <= MaxBytes;
    }

    private static bool TryWrite(BerTlvWriter writer, TapFlow flow, BerTag tag)
    {
        var isThere = flow.Terminal.TryGetWellFormed(tag, out var value)
            || flow.Card.TryGetWellFormed(tag, out value);
        if (isThere)
        {
            writer.Write(tag, value);
        }

        return isThere;
    }
}
