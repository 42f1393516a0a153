using Tessera.Core.Payments;

namespace Tessera.Core.Clearing;

// Which presentments make a case: what an issuer of this shard may dispute, or what its cardholder owes.
internal static class ClearingCases
{
    private const PresentmentMarks Disputable =
        PresentmentMarks.OverCleared | PresentmentMarks.Unmatched | PresentmentMarks.AfterRelease;

    public static ClearingCase? Of(ShardState state, Payment payment, PaymentEvent.Presented presented)
    {
        var isDispute = (presented.Marks & Disputable) != PresentmentMarks.None;
        if (!state.Directory.IsHere(new BookId(payment.Facts.IssuerBook))
            || (!isDispute && !presented.Marks.HasFlag(PresentmentMarks.Overdrawn)))
        {
            return null;
        }

        return new ClearingCase(
            new ClearingCaseId(presented.Presentment.Value),
            isDispute ? ClearingCaseKind.Dispute : ClearingCaseKind.Collection,
            presented.Marks,
            payment.Id,
            payment.Facts.IssuerBook,
            payment.CurrencyNumber,
            InQuestion(state, payment, presented),
            presented.BusinessDate,
            ClearingCaseState.Open);
    }

    private static long InQuestion(ShardState state, Payment payment, PaymentEvent.Presented presented)
    {
        var amount = presented.AmountMinor;
        if ((presented.Marks & (PresentmentMarks.Unmatched | PresentmentMarks.AfterRelease)) != PresentmentMarks.None)
        {
            return amount;
        }

        if (presented.Marks.HasFlag(PresentmentMarks.OverCleared))
        {
            return Math.Min(amount, payment.CapturedMinor + amount - payment.AuthorisedMinor);
        }

        var beyondHold = amount - presented.FromHoldMinor - presented.ReleasedMinor;
        return Math.Min(amount, beyondHold - state.Ledger.AvailableMinor(payment.FundingAccount));
    }
}
