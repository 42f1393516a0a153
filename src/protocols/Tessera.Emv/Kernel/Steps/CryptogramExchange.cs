// EMV 4.4 Book 3, 6.5.5 and 9: GENERATE AC and what its answer may be.
using Tessera.Emv.Apdu;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Objects;

namespace Tessera.Emv.Kernel.Steps;

/// <summary>Asks for a cryptogram and judges the answer against what was asked for.</summary>
internal static class CryptogramExchange
{
    private const byte WithSignature = 0x10;

    /// <summary>The first GENERATE AC.</summary>
    public static StepResult First(
        TapFlow flow, OfflineAuthentication authentication, byte reference, out byte received)
    {
        received = ActionAnalysis.Decline;
        if (!flow.Card.TryGetWellFormed(EmvTags.Cdol1, out var encoded)
            || !DataObjectList.TryRead(encoded, out var list, out _)
            || list.TotalLengthBytes > 255)
        {
            return StepResult.Stop(TapReason.CardDataMissing);
        }

        var isSigned = authentication.IsCombined && reference != ActionAnalysis.Decline;
        var data = flow.Fill(list);
        flow.Lists.AddRange(data);
        var command = CommandApdu.GenerateAc((byte)(reference | (isSigned ? WithSignature : 0)), data);
        var step = flow.Session.Exchange(command, out var response);
        if (step.HasEnded)
        {
            return step;
        }

        if (!response.Status.IsSuccess)
        {
            return StepResult.Stop(TapReason.CardRefused);
        }

        if (!TryReadCryptogram(response.Data, flow.Card))
        {
            return StepResult.Stop(TapReason.BadCardAnswer);
        }

        // A card that declines does not sign; every other answer that was to be signed is worth its signature only.
        var isDecline = flow.Card.GetOrEmpty(EmvTags.CryptogramInformation) is [var information, ..]
            && (information & 0xC0) == ActionAnalysis.Decline;
        return isSigned && !isDecline && !authentication.TryTakeCombined(response.Data, out _)
            ? StepResult.Decline(TapReason.AuthenticationFailed)
            : Compare(flow, reference, out received);
    }

    /// <summary>The answer of a second GENERATE AC: an approval only when asked for, else a decline.</summary>
    public static bool TryReadSecond(ReadOnlyMemory<byte> answer, out bool isApproved, out DataObjects objects)
    {
        isApproved = false;
        objects = new DataObjects();
        if (!TryReadCryptogram(answer, objects)
            || !objects.TryGetWellFormed(EmvTags.CryptogramInformation, out var information)
            || !objects.TryGetWellFormed(EmvTags.ApplicationCryptogram, out _))
        {
            return false;
        }

        isApproved = (information[0] & 0xC0) == ActionAnalysis.Offline;
        return true;
    }

    private static StepResult Compare(TapFlow flow, byte reference, out byte received)
    {
        received = ActionAnalysis.Decline;
        if (!flow.Card.TryGetWellFormed(EmvTags.CryptogramInformation, out var information)
            || !flow.Card.TryGetWellFormed(EmvTags.ApplicationTransactionCounter, out _)
            || !flow.Card.TryGetWellFormed(EmvTags.ApplicationCryptogram, out _))
        {
            return StepResult.Stop(TapReason.CardDataMissing);
        }

        received = (byte)(information[0] & 0xC0);
        var isKnown = received is ActionAnalysis.Decline or ActionAnalysis.Offline or ActionAnalysis.Online;

        // EMV Book 3, 9: AAC < ARQC < TC; a card may answer less than it was asked for, never more.
        var isUpgrade = Rank(received) > Rank(reference);
        var covered = QvsdcFlow.CoveredType(flow, flow.Card.GetOrEmpty(EmvTags.IssuerApplication));
        var isContradiction = covered != ApplicationCryptogramType.Unknown && (int)covered != received >> 6;
        return 0 switch
        {
            _ when !isKnown => StepResult.Stop(TapReason.BadCardAnswer),
            _ when isContradiction && received != ActionAnalysis.Decline =>
                StepResult.Decline(TapReason.CardDataInconsistent),
            _ when isUpgrade => StepResult.Stop(TapReason.CryptogramUpgraded),
            _ when received == ActionAnalysis.Online && flow.Reader.IsOfflineOnly =>
                StepResult.Decline(TapReason.ReaderIsOfflineOnly),
            _ => StepResult.Done,
        };
    }

    private static int Rank(byte cryptogram) =>
        cryptogram switch { ActionAnalysis.Decline => 0, ActionAnalysis.Online => 1, _ => 2 };

    private static bool TryReadCryptogram(ReadOnlyMemory<byte> answer, DataObjects card)
    {
        if (!CardAnswer.TryOpen(answer, EmvTags.ResponseFormat1, out var content))
        {
            return CardAnswer.TryAdd(answer, EmvTags.ResponseFormat2, card);
        }

        // EMV Book 3, 6.5.5.4: format 1 is information, counter, cryptogram and, when there, issuer data.
        return content.Length is >= 11 and <= 43
            && card.TryAdd(EmvTags.CryptogramInformation, content.Span[..1])
            && card.TryAdd(EmvTags.ApplicationTransactionCounter, content.Span[1..3])
            && card.TryAdd(EmvTags.ApplicationCryptogram, content.Span[3..11])
            && (content.Length == 11 || card.TryAdd(EmvTags.IssuerApplication, content.Span[11..]));
    }
}
