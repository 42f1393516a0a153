// EMV 4.4 Book 3, 10.6: terminal risk management.
using System.Buffers.Binary;
using Tessera.Emv.Apdu;
using Tessera.Emv.Bits;
using Tessera.Emv.Kernel;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Emv.Contact;

/// <summary>Random selection and velocity checking; the floor limit is checked with the restrictions.</summary>
internal static class RiskManagement
{
    public static StepResult Run(TapFlow flow, int randomPercent)
    {
        if (randomPercent < flow.Reader.RandomSelectionPercent)
        {
            flow.Raise(TvrBit.SelectedRandomly);
        }

        var lower = flow.Card.GetOrEmpty(EmvTags.LowerOfflineLimit);
        var upper = flow.Card.GetOrEmpty(EmvTags.UpperOfflineLimit);
        return lower.Length == 1 && upper.Length == 1 ? CheckVelocity(flow, lower[0], upper[0]) : StepResult.Done;
    }

    /// <summary>Transactions since the last online one (10.6.3); what cannot be read counts as too many.</summary>
    private static StepResult CheckVelocity(TapFlow flow, int lower, int upper)
    {
        var step = Read(flow, EmvTags.ApplicationTransactionCounter, out var counter);
        var last = -1;
        step = step.HasEnded ? step : Read(flow, EmvTags.LastOnlineCounter, out last);
        if (step.HasEnded)
        {
            return step;
        }

        var isKnown = counter >= 0 && last >= 0 && counter > last;
        if (!isKnown || counter - last > lower)
        {
            flow.Raise(TvrBit.LowerOfflineLimitExceeded);
        }

        if (!isKnown || counter - last > upper)
        {
            flow.Raise(TvrBit.UpperOfflineLimitExceeded);
        }

        if (last == 0)
        {
            flow.Raise(TvrBit.NewCard);
        }

        return StepResult.Done;
    }

    /// <summary>The value, or -1 when the card does not give it.</summary>
    private static StepResult Read(TapFlow flow, BerTag tag, out int value)
    {
        value = -1;
        var step = flow.Session.Exchange(CommandApdu.GetData(tag), out var response);
        if (!step.HasEnded && response.Status.IsSuccess && CardAnswer.TryOpen(response.Data, tag, out var content)
            && content.Length == 2)
        {
            value = BinaryPrimitives.ReadUInt16BigEndian(content.Span);
        }

        return step;
    }
}
