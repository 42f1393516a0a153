// EMV contactless book C-3 (kernel 3), 5: the qVSDC path.
using Tessera.Emv.Apdu;
using Tessera.Emv.Bits;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Kernel.Steps;
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

        var covered = CoveredType(flow, issuerApplication);
        var hasOpen = flow.Card.TryGetWellFormed(EmvTags.CryptogramInformation, out var information);
        var decision = hasOpen ? (ApplicationCryptogramType)(information[0] >> 6) : covered;
        if (!hasOpen)
        {
            flow.Card.Set(EmvTags.CryptogramInformation, [(byte)((int)decision << 6)]);
        }

        // The cryptogram covers the CVR in 9F10, not 9F27: when both are there they must agree.
        var isContradiction = covered != ApplicationCryptogramType.Unknown && covered != decision;
        return decision switch
        {
            ApplicationCryptogramType.Decline => StepResult.Decline(TapReason.CardDeclined),
            _ when isContradiction => StepResult.Decline(TapReason.CardDataInconsistent),
            ApplicationCryptogramType.AskOnline => WhenOnline(flow, out isOnline),
            ApplicationCryptogramType.ApproveOffline => WhenOffline(flow),
            _ => StepResult.Stop(TapReason.BadCardAnswer),
        };
    }

    /// <summary>What the covered results in 9F10 announce; unknown for layouts that are not public.</summary>
    internal static ApplicationCryptogramType CoveredType(TapFlow flow, ReadOnlySpan<byte> encoded)
    {
        // The kernel tells the layout where leading bytes could be those of another.
        var isMChip = flow.Candidate.Application.KernelId == ReaderApplication.MChipKernel;
        return (isMChip && IssuerApplication.TryReadAs(IssuerApplicationFormat.MChip, encoded, out var data))
            || IssuerApplication.TryRead(encoded, out data, out _)
                ? data.CryptogramType
                : ApplicationCryptogramType.Unknown;
    }

    private static StepResult WhenOnline(TapFlow flow, out bool isOnline)
    {
        isOnline = true;
        if (flow.Reader.IsOfflineOnly)
        {
            return StepResult.Decline(TapReason.ReaderIsOfflineOnly);
        }

        var isToBeSigned = flow.Qualifiers.Has(TtqBit.AuthenticationForOnline) && HasDynamic(flow);
        return !isToBeSigned || new OfflineAuthentication(flow).IsFastSignatureRight(isOnline: true)
            ? StepResult.Done
            : WhenUnauthentic(flow);
    }

    /// <summary>The card says what to do when its signature fails (book C-3, 5.6).</summary>
    private static StepResult WhenUnauthentic(TapFlow flow)
    {
        var qualifiers = Qualifiers(flow);
        return 0 switch
        {
            _ when qualifiers.Has(CtqBit.OnlineIfAuthenticationFails) => StepResult.Done,
            _ when qualifiers.Has(CtqBit.SwitchIfAuthenticationFails) => StepResult.Stop(TapReason.AnotherInterface),
            _ => StepResult.Decline(TapReason.AuthenticationFailed),
        };
    }

    private static StepResult WhenOffline(TapFlow flow)
    {
        var isTaken = flow.Reader.AcceptsUnauthenticatedOffline
            || (HasDynamic(flow) && new OfflineAuthentication(flow).IsFastSignatureRight(isOnline: false));
        return flow.Qualifiers.Has(TtqBit.OnlineCryptogramRequired) || !isTaken
            ? StepResult.Decline(TapReason.OfflineNotAccepted)
            : StepResult.Done;
    }

    private static bool HasDynamic(TapFlow flow) =>
        ApplicationInterchangeProfile.TryRead(
            flow.Card.GetOrEmpty(EmvTags.ApplicationInterchangeProfile), out var profile, out _)
        && profile.Has(AipBit.DynamicDataAuthentication);

    private static CardTransactionQualifiers Qualifiers(TapFlow flow)
    {
        CardTransactionQualifiers.TryRead(
            flow.Card.GetOrEmpty(EmvTags.CardTransactionQualifiers), out var qualifiers, out _);
        return qualifiers;
    }

    private static StepResult Restrict(TapFlow flow, bool isOnline)
    {
        var qualifiers = Qualifiers(flow);
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
