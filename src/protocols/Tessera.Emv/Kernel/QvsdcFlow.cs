// Kernel 3 (book C-3), 5: the qVSDC path. PROTOCOLS table 4.2.
using Tessera.Emv.Apdu;
using Tessera.Emv.Bits;
using Tessera.Emv.Objects;

namespace Tessera.Emv.Kernel;

/// <summary>The qVSDC flow: the card decides and makes its cryptogram in the answer to one command.</summary>
internal static class QvsdcFlow
{
    public static TapOutcome Run(TapFlow flow, DataObjectList list)
    {
        var step = Ask(flow, list);
        if (step.HasEnded)
        {
            return step.Outcome!;
        }

        step = flow.TakeAccount();
        if (step.HasEnded)
        {
            return step.Outcome!;
        }

        step = Decide(flow, out var isOnline);
        if (step.HasEnded)
        {
            return step.Outcome!;
        }

        step = Restrict(flow, isOnline);
        if (step.HasEnded)
        {
            return step.Outcome!;
        }

        step = QvsdcVerification.Choose(flow, isOnline, out var verification);
        return step.HasEnded ? step.Outcome! : Conclusion.Make(flow, isOnline, verification);
    }

    private static StepResult Ask(TapFlow flow, DataObjectList list)
    {
        // Without qualifiers and an unpredictable number in the list the card cannot run this path (C-3, 5.2).
        var asksFor = list.Entries.Select(entry => entry.Tag).ToHashSet();
        if (!asksFor.Contains(EmvTags.TerminalTransactionQualifiers) || !asksFor.Contains(EmvTags.UnpredictableNumber))
        {
            return StepResult.Stop(TapReason.CardDataMissing);
        }

        var step = flow.GetProcessingOptions(list, out ResponseApdu response);
        if (step.HasEnded)
        {
            return step;
        }

        if (!CardAnswer.TryAdd(response.Data, EmvTags.ResponseFormat2, flow.Card))
        {
            return StepResult.Stop(TapReason.BadCardAnswer);
        }

        return flow.Card.TryGet(EmvTags.ApplicationFileLocator, out var locator)
            ? flow.ReadRecords(locator.Span)
            : StepResult.Done;
    }

    private static StepResult Decide(TapFlow flow, out bool isOnline)
    {
        isOnline = false;
        if (!flow.Card.TryGetWellFormed(EmvTags.ApplicationInterchangeProfile, out _)
            || !flow.Card.TryGetWellFormed(EmvTags.ApplicationTransactionCounter, out _)
            || !flow.Card.TryGetWellFormed(EmvTags.ApplicationCryptogram, out _)
            || !flow.Card.TryGetWellFormed(EmvTags.IssuerApplication, out var issuerApplication))
        {
            return StepResult.Stop(TapReason.CardDataMissing);
        }

        var covered = CoveredDecision(issuerApplication);
        var hasOpen = flow.Card.TryGetWellFormed(EmvTags.CryptogramInformation, out var information);
        var decision = hasOpen ? information[0] >> 6 : covered;
        if (!hasOpen && decision >= 0)
        {
            flow.Card.Set(EmvTags.CryptogramInformation, [(byte)(decision << 6)]);
        }

        // The cryptogram covers the CVR in 9F10, not 9F27: when both are there they must agree.
        return (decision, covered) switch
        {
            (0, _) => StepResult.Decline(TapReason.CardDeclined),
            _ when covered >= 0 && covered != decision => StepResult.Decline(TapReason.CardDataInconsistent),
            (2, _) => WhenOnline(flow, out isOnline),
            (1, _) => WhenOffline(flow),
            _ => StepResult.Stop(TapReason.BadCardAnswer),
        };
    }

    /// <summary>CVR byte 2, bits 6-5 of a 9F10 in Visa layout: 0 AAC, 1 TC, 2 ARQC; -1 when it cannot be read.</summary>
    private static int CoveredDecision(ReadOnlySpan<byte> issuerApplication)
    {
        var isVisaLayout = issuerApplication.Length >= 7 && issuerApplication[0] is 0x06 or 0x1F;
        return isVisaLayout ? (issuerApplication[4] >> 4) & 0x03 : -1;
    }

    private static StepResult WhenOnline(TapFlow flow, out bool isOnline)
    {
        isOnline = true;
        return flow.Reader.IsOfflineOnly ? StepResult.Decline(TapReason.ReaderIsOfflineOnly) : StepResult.Done;
    }

    private static StepResult WhenOffline(TapFlow flow) =>
        flow.Qualifiers.Has(TtqBit.OnlineCryptogramRequired) || !flow.Reader.AcceptsUnauthenticatedOffline
            ? StepResult.Decline(TapReason.OfflineNotAccepted)
            : StepResult.Done;

    private static StepResult Restrict(TapFlow flow, bool isOnline)
    {
        CardTransactionQualifiers.TryRead(
            flow.Card.GetOrEmpty(EmvTags.CardTransactionQualifiers), out var qualifiers, out _);
        foreach (var bit in ProcessingRestrictions.Check(flow))
        {
            var reason = ProcessingRestrictions.ReasonFor(bit);
            var mayGoOnline = bit == TvrBit.Expired && isOnline && qualifiers.Has(CtqBit.OnlineIfExpired);
            if (reason != TapReason.None && !mayGoOnline)
            {
                return StepResult.Decline(reason);
            }
        }

        return StepResult.Done;
    }
}
