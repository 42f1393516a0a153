// EMV contactless book A, 6: the outcome of a tap that the card did not decline.
using System.Buffers.Binary;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Emv.Kernel.Steps;

internal static class Conclusion
{
    public static TapOutcome Make(TapFlow flow, bool isOnline, TapVerification verification)
    {
        if (!Field55.TryBuild(flow, out var field))
        {
            return new TapOutcome.EndApplication(TapReason.CardDataMissing);
        }

        var hasSequence = flow.Card.TryGetWellFormed(EmvTags.PanSequenceNumber, out var sequence);
        var sequenceNumber = 0UL;
        if (hasSequence && !Bcd.TryRead(sequence, out sequenceNumber, out _))
        {
            return new TapOutcome.EndApplication(TapReason.BadCardAnswer);
        }

        var authorisation = new TapAuthorisation
        {
            Pan = flow.Track.Pan,
            ExpiryYymm = flow.Track.ExpiryYymm,
            ServiceCode = flow.Track.ServiceCode,
            PanSequenceNumber = hasSequence ? (int)sequenceNumber : null,
            Amount = flow.Request.Amount,
            Field55 = field,
            Entry = flow.IsContact ? TapEntry.ContactChip : TapEntry.ContactlessChip,
            Verification = verification,
            ApplicationIdentifier = flow.Candidate.Name,
            KernelId = flow.Candidate.Application.KernelId,
            TransactionCounter = BinaryPrimitives.ReadUInt16BigEndian(
                flow.Card.GetOrEmpty(EmvTags.ApplicationTransactionCounter)),
        };
        return isOnline ? new TapOutcome.OnlineRequest(authorisation) : new TapOutcome.Approved(authorisation);
    }
}
