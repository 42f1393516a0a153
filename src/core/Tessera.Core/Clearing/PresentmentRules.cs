using Tessera.Core.Fees;
using Tessera.Core.Partners;
using Tessera.Core.Payments;

namespace Tessera.Core.Clearing;

// What a capture or a refund does to the books, whoever it comes from: the events of one commit, and the payment after
// them. An issuer that keeps its books elsewhere is told by a message in the same commit.
internal static class PresentmentRules
{
    // Fees are given where the message of a network that keeps its books elsewhere says them; ours follow from the
    // table of the business date.
    public static Payment Present(
        ShardState state, Envelope envelope, Payment payment, PresentmentItem item, List<CoreEvent> events)
    {
        var capture = item.Capture;
        var captured = new PaymentEvent.Captured(payment.Id, capture, item.IsFinal, CapturePostings(payment, capture));
        var presented = Presented(state, payment, item);
        var after = PaymentTable.Next(PaymentTable.Next(payment, captured), presented);
        events.Add(captured);
        events.Add(presented);
        if (ClearingCases.Of(state, payment, presented) is { } opened)
        {
            events.Add(new ClearingEvent.CaseOpened(opened));
        }

        events.AddRange(PartnerRules.TellIssuer(state, after, message => message with
        {
            Kind = PartnerMessageKind.Presentment,
            Act = capture.Id.Value,
            AmountMinor = capture.AmountMinor,
            InterchangeMinor = presented.Fees.InterchangeMinor,
            WalletFeeMinor = presented.Fees.WalletMinor,
            BusinessDate = capture.BusinessDate,
            IsFinal = item.IsFinal,
            QueuedAt = envelope.At,
        }));
        return after;
    }

    public static Payment Refund(
        ShardState state, Envelope envelope, Payment payment, PaymentRefund refund, long? interchangeMinor,
        List<CoreEvent> events)
    {
        var interchange = interchangeMinor ?? PresentmentFees.InterchangeReturned(payment, refund.AmountMinor);
        var refunded = new PaymentEvent.Refunded
        {
            Payment = payment.Id,
            Refund = refund,
            InterchangeReturnedMinor = interchange,
            Postings = PresentmentPostings.Refund(payment, refund.AmountMinor, interchange),
            Merchant = payment.Facts.Merchant,
            CurrencyNumber = payment.CurrencyNumber,
        };
        var after = PaymentTable.Next(payment, refunded);
        events.Add(refunded);
        events.AddRange(PartnerRules.TellIssuer(state, after, message => message with
        {
            Kind = PartnerMessageKind.RefundPresentment,
            Act = refund.Id.Value,
            AmountMinor = refund.AmountMinor,
            InterchangeMinor = interchange,
            BusinessDate = refund.BusinessDate,
            QueuedAt = envelope.At,
        }));
        return after;
    }

    private static Posting[] CapturePostings(Payment payment, PaymentCapture capture) =>
        new PostingList(payment.Facts.IsHere)
            .Post(
                PaymentAccounts.Acquirer(payment, AccountRole.CapturesInTransit),
                PaymentAccounts.MerchantPayable(payment),
                capture.AmountMinor)
            .ToArray();

    private static PaymentEvent.Presented Presented(ShardState state, Payment payment, PresentmentItem item)
    {
        var capture = item.Capture;
        var fromHold = Math.Min(payment.HeldMinor, capture.AmountMinor);
        var released = item.IsFinal ? payment.HeldMinor - fromHold : 0;
        var table = state.Directory.FeesOn(item.FeeDate);
        var basis = item.Fees is null ? FeeBasis.Of(payment, table) : null;
        var fees = item.Fees
            ?? PresentmentFees.Of(table, basis!, new Money(capture.AmountMinor, payment.Currency));
        return new PaymentEvent.Presented
        {
            Presentment = new PresentmentId(capture.Id.Value),
            Payment = payment.Id,
            Capture = capture.Id,
            BusinessDate = capture.BusinessDate,
            AmountMinor = capture.AmountMinor,
            Fees = fees,
            Basis = basis,
            FromHoldMinor = fromHold,
            ReleasedMinor = released,
            Postings = PresentmentPostings.Present(payment, capture.AmountMinor, fromHold, released, fees),
            Merchant = payment.Facts.Merchant,
            PaymentSystem = payment.Facts.PaymentSystem,
            CurrencyNumber = payment.CurrencyNumber,
            Marks = item.Marks | Overdrawn(state, payment, capture.AmountMinor - fromHold - released),
            IssuerBook = payment.Facts.IssuerBook,
            AcquirerBook = payment.Facts.AcquirerBook,
            Reference = item.Reference,
            TransactionDate = item.TransactionDate,
        };
    }

    private static PresentmentMarks Overdrawn(ShardState state, Payment payment, long beyondHoldMinor)
    {
        var account = payment.FundingAccount;
        return state.Directory.IsHere(account.Book) && AccountRoles.IsFunding(account.Role)
            && state.Ledger.AvailableMinor(account) < beyondHoldMinor
            ? PresentmentMarks.Overdrawn
            : PresentmentMarks.None;
    }
}
