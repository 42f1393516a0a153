// EMV contactless book C-2 (kernel 2): EMV mode, its steps as generally known.
using Tessera.Emv.Bits;
using Tessera.Emv.Kernel.Steps;
using Tessera.Emv.Objects;

namespace Tessera.Emv.Kernel;

/// <summary>The M/Chip flow: options, records, relay check, verification, then one GENERATE AC.</summary>
internal static class MChipFlow
{
    public static TapOutcome Run(TapFlow flow, DataObjectList list)
    {
        var step = Ask(flow, list, out var profile);
        if (step.HasEnded)
        {
            return step.Outcome!;
        }

        var limit = profile.Has(AipBit.OnDeviceCardholderVerification) && flow.Reader.HasOnDeviceVerification
            ? flow.Limits.OnDeviceTransactionMinor
            : flow.Limits.TransactionMinor;
        if (flow.Request.Amount.Minor > limit)
        {
            return new TapOutcome.SelectNext(TapReason.OverContactlessLimit);
        }

        if (!profile.Has(AipBit.EmvMode))
        {
            return MagStripeFlow.Run(flow);
        }

        step = flow.TakeAccount();
        step = step.HasEnded ? step : RelayCheck.Run(flow, profile);
        return step.HasEnded ? step.Outcome! : Decide(flow, profile);
    }

    private static TapOutcome Decide(TapFlow flow, ApplicationInterchangeProfile profile)
    {
        var authentication = new OfflineAuthentication(flow);
        authentication.Run(profile);
        var remark = ActionAnalysis.Judge(flow);
        var verification = MChipVerification.Choose(flow, profile);
        var reference = ActionAnalysis.First(flow, authentication.IsTrusted);
        var step = CryptogramExchange.First(flow, authentication, reference, out var received);
        if (step.HasEnded)
        {
            return step.Outcome!;
        }

        return received switch
        {
            ActionAnalysis.Decline => Declined(flow, reference, remark),
            _ when !RelayCheck.IsProved(flow, authentication.IsCombined) =>
                new TapOutcome.Declined(TapReason.RelaySuspected),
            _ => Conclusion.Make(flow, received == ActionAnalysis.Online, verification),
        };
    }

    private static StepResult Ask(TapFlow flow, DataObjectList list, out ApplicationInterchangeProfile profile)
    {
        profile = default;
        var step = flow.GetProcessingOptions(list, out var response);
        if (step.HasEnded)
        {
            return step;
        }

        if (!TryReadOptions(response.Data, flow.Card))
        {
            return StepResult.Stop(TapReason.BadCardAnswer);
        }

        if (!flow.Card.TryGetWellFormed(EmvTags.ApplicationFileLocator, out var locator)
            || !ApplicationInterchangeProfile.TryRead(
                flow.Card.GetOrEmpty(EmvTags.ApplicationInterchangeProfile), out profile, out _))
        {
            return StepResult.Stop(TapReason.CardDataMissing);
        }

        // The old mode lets codes be collected in advance (book C-2, mag-stripe mode).
        var isRefused = !profile.Has(AipBit.EmvMode) && !flow.Reader.TakesMagStripeMode;
        return isRefused ? StepResult.Stop(TapReason.MagStripeModeOff) : flow.ReadRecords(locator);
    }

    internal static bool TryReadOptions(ReadOnlyMemory<byte> answer, DataObjects card)
    {
        if (!CardAnswer.TryOpen(answer, EmvTags.ResponseFormat1, out var content))
        {
            return CardAnswer.TryAdd(answer, EmvTags.ResponseFormat2, card);
        }

        // EMV Book 3, 6.5.8.4: format 1 is the profile, then the locator.
        return content.Length > 2
            && card.TryAdd(EmvTags.ApplicationInterchangeProfile, content.Span[..2])
            && card.TryAdd(EmvTags.ApplicationFileLocator, content.Span[2..]);
    }

    private static TapOutcome Declined(TapFlow flow, byte reference, TapReason remark)
    {
        // DF4B byte 2, bit 5: the device wants its holder to verify and tap again (book C-2, POS cardholder
        // interaction).
        var interaction = flow.Card.GetOrEmpty(EmvTags.PosCardholderInteraction);
        if (interaction.Length == 3 && (interaction[1] & 0x10) != 0)
        {
            return new TapOutcome.TryAgain(TapReason.VerifyOnDevice);
        }

        var own = remark == TapReason.None ? TapReason.TerminalDeclined : remark;
        own = flow.Results.Has(TvrBit.RelayTimeLimitsExceeded) ? TapReason.RelaySuspected : own;
        return new TapOutcome.Declined(reference == ActionAnalysis.Decline ? own : TapReason.CardDeclined);
    }
}
