// EMV 4.4 Book 3, 10: the steps of a transaction over contacts up to the first cryptogram.
using Tessera.Emv.Bits;
using Tessera.Emv.Kernel;
using Tessera.Emv.Kernel.Steps;
using Tessera.Emv.Objects;

namespace Tessera.Emv.Contact;

/// <summary>Options, records, authentication, restrictions, verification, risk, first cryptogram.</summary>
internal sealed class ContactFlow(TapFlow flow, int randomPercent)
{
    public TapOutcome Run(DataObjectList list)
    {
        var step = Ask(list, out var profile);
        if (step.HasEnded)
        {
            return step.Outcome!;
        }

        var authentication = new OfflineAuthentication(flow);
        step = authentication.Run(profile);
        if (step.HasEnded)
        {
            return step.Outcome!;
        }

        var remark = ActionAnalysis.Judge(flow);
        var verification = MChipVerification.Choose(flow, profile);
        step = profile.Has(AipBit.TerminalRiskManagement) ? RiskManagement.Run(flow, randomPercent) : StepResult.Done;
        if (step.HasEnded)
        {
            return step.Outcome!;
        }

        var reference = ActionAnalysis.First(flow, authentication.IsTrusted);
        step = CryptogramExchange.First(flow, authentication, reference, out var received);
        if (step.HasEnded)
        {
            return step.Outcome!;
        }

        var own = remark == TapReason.None ? TapReason.TerminalDeclined : remark;
        return received == ActionAnalysis.Decline
            ? new TapOutcome.Declined(reference == ActionAnalysis.Decline ? own : TapReason.CardDeclined)
            : Conclusion.Make(flow, received == ActionAnalysis.Online, verification);
    }

    private StepResult Ask(DataObjectList list, out ApplicationInterchangeProfile profile)
    {
        profile = default;
        var step = flow.GetProcessingOptions(list, out var response);
        if (step.HasEnded)
        {
            return step;
        }

        if (!MChipFlow.TryReadOptions(response.Data, flow.Card))
        {
            return StepResult.Stop(TapReason.BadCardAnswer);
        }

        if (!flow.Card.TryGetWellFormed(EmvTags.ApplicationFileLocator, out var locator)
            || !ApplicationInterchangeProfile.TryRead(
                flow.Card.GetOrEmpty(EmvTags.ApplicationInterchangeProfile), out profile, out _))
        {
            return StepResult.Stop(TapReason.CardDataMissing);
        }

        step = flow.ReadRecords(locator);
        step = step.HasEnded ? step : flow.TakeAccount();

        // EMV Book 3, 7.2: without these no transaction may go on.
        return step.HasEnded || (flow.Card.Contains(EmvTags.ExpirationDate) && flow.Card.Contains(EmvTags.Cdol2))
            ? step
            : StepResult.Stop(TapReason.CardDataMissing);
    }
}
