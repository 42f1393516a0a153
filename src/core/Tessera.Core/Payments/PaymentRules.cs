using Tessera.Core.Clearing;
using Tessera.Core.Partners;

namespace Tessera.Core.Payments;

// Everything that happens to a payment after it was authorised. Payment is the record as Decide sees it: hot, or read
// back from the cold store (then the recall is the first event of the decision).
public static class PaymentRules
{
    // Captures, and refunds, of one payment.
    private const int MostParts = 100;

    public static Decision Decide(ShardState state, Envelope envelope, PaymentCommand command, ColdRows cold) =>
        command switch
        {
            PaymentCommand.Authorise c => AuthorisationRules.Decide(state, envelope, c),
            PaymentCommand.Conclude c => RemoteFundingRules.Conclude(state, envelope, c),
            PaymentCommand.Capture c =>
                OnPayment(state, c.Payment, c.Merchant, cold, p => Capture(state, envelope, p, c)),
            PaymentCommand.Void c => OnPayment(state, c.Payment, c.Merchant, cold, p => Void(state, envelope, p)),
            PaymentCommand.Refund c =>
                OnPayment(state, c.Payment, c.Merchant, cold, p => Refund(state, envelope, p, c)),
            PaymentCommand.Reverse c => Reverse(state, envelope, c, cold),
            PaymentCommand.ReportRefusedAttempt c => Decision.Decided(
                Reply.Done.Instance, new PaymentEvent.AttemptRefused(c.Merchant, c.Terminal, c.PaymentSystem)),
            _ => throw new InvariantException("every payment command has its case"),
        };

    public static PaymentEvent.HoldExpired Expire(Payment payment) => new(payment.Id, ReleaseHold(payment));

    // What may be captured without being flagged: the authorisation and the scheme's tolerance.
    internal static long CeilingMinor(Payment payment) =>
        payment.AuthorisedMinor + PresentmentFees.Share(
            new Money(payment.AuthorisedMinor, payment.Currency), payment.Facts.Policy.CaptureToleranceBasisPoints);

    internal static PaymentRefusal NoRefund(Payment payment, RefundId refund, long amountMinor)
    {
        if (payment.Refunds.Any(other => other.Id == refund))
        {
            return PaymentRefusal.AlreadyRegistered;
        }

        if (payment.Refunds.Length >= MostParts)
        {
            return PaymentRefusal.TooManyParts;
        }

        return amountMinor > payment.RefundableMinor ? PaymentRefusal.RefundExceedsCaptured : default;
    }

    private static Decision OnPayment(
        ShardState state, PaymentId id, MerchantId merchant, ColdRows cold, Func<Payment, Decision> decide)
    {
        var hot = state.Payments.Find(id);
        var payment = hot ?? ColdPayments.Find(state, cold, id);
        return payment is null || payment.Facts.Merchant != merchant
            ? Decision.Rejected(PaymentRefusal.PaymentUnknown)
            : WithRecall(decide(payment), hot is null ? payment : null);
    }

    private static Decision WithRecall(Decision decision, Payment? recalled) =>
        recalled is null || decision.Kind != DecisionKind.Decided
            ? decision
            : decision with { Events = [new MaintenanceEvent.PaymentRecalled(recalled), .. decision.Events] };

    private static PaymentRefusal NotOpen(Payment payment) => payment.State switch
    {
        PaymentState.Voided => PaymentRefusal.AlreadyVoided,
        PaymentState.Reversed => PaymentRefusal.AlreadyReversed,
        PaymentState.Expired => PaymentRefusal.AuthorisationExpired,
        PaymentState.Captured => PaymentRefusal.AlreadyCaptured,
        PaymentState.Declined => PaymentRefusal.PaymentUnknown,
        PaymentState.Requested => PaymentRefusal.StillRequested,
        _ => default,
    };

    private static Decision Capture(
        ShardState state, Envelope envelope, Payment payment, PaymentCommand.Capture command)
    {
        if (command.AmountMinor is <= 0 or > AuthorisationRules.GreatestAmountMinor)
        {
            return Decision.Rejected(PaymentRefusal.AmountInvalid);
        }

        if (NotOpen(payment) is var refusal and not default(PaymentRefusal))
        {
            return Decision.Rejected(refusal);
        }

        if (payment.Captures.Any(capture => capture.Id == command.CaptureId))
        {
            return Decision.Rejected(PaymentRefusal.AlreadyRegistered);
        }

        if (payment.HoldExpiresAt <= envelope.At)
        {
            return Decision.Rejected(PaymentRefusal.AuthorisationExpired);
        }

        if (payment.Captures.Length >= MostParts)
        {
            return Decision.Rejected(PaymentRefusal.TooManyParts);
        }

        if (payment.CapturedMinor + command.AmountMinor > CeilingMinor(payment))
        {
            return Decision.Rejected(PaymentRefusal.CaptureExceedsAuthorised);
        }

        var isFinal = command.IsFinal || payment.CapturedMinor + command.AmountMinor >= payment.AuthorisedMinor;
        var capture = new PaymentCapture(
            command.CaptureId, command.AmountMinor, state.Settlement.BusinessDate(envelope.At), envelope.At);
        var events = new List<CoreEvent>();
        var item = new PresentmentItem(capture, isFinal, payment.AcquirerLeg.Reference, payment.AuthorisedAt.Date);
        var after = PresentmentRules.Present(state, envelope, payment, item, events);
        return Decision.Decided(Reply.PaymentChanged.Of(after, command.CaptureId.Value), events);
    }

    private static Decision Void(ShardState state, Envelope envelope, Payment payment)
    {
        if (NotOpen(payment) is var refusal and not default(PaymentRefusal))
        {
            return Decision.Rejected(refusal);
        }

        if (payment.CapturedMinor > 0)
        {
            return Decision.Rejected(PaymentRefusal.AlreadyCaptured);
        }

        var voided = new PaymentEvent.Voided(payment.Id, ReleaseHold(payment));
        return Decision.Decided(
            Reply.PaymentChanged.Of(PaymentTable.Next(payment, voided), default),
            [voided, .. TakeBack(state, envelope, payment)]);
    }

    private static Decision Refund(
        ShardState state, Envelope envelope, Payment payment, PaymentCommand.Refund command)
    {
        if (command.AmountMinor is <= 0 or > AuthorisationRules.GreatestAmountMinor)
        {
            return Decision.Rejected(PaymentRefusal.AmountInvalid);
        }

        if (NoRefund(payment, command.RefundId, command.AmountMinor) is var no and not default(PaymentRefusal))
        {
            return Decision.Rejected(no);
        }

        if (payment.AuthorisedAt.DaysUntil(envelope.At) > payment.Facts.Policy.RefundDays)
        {
            return Decision.Rejected(PaymentRefusal.RefundTooLate);
        }

        var refund = new PaymentRefund(
            command.RefundId, command.AmountMinor, state.Settlement.BusinessDate(envelope.At), envelope.At);
        var events = new List<CoreEvent>();
        var after = PresentmentRules.Refund(state, envelope, payment, refund, interchangeMinor: null, events);
        return Decision.Decided(Reply.PaymentChanged.Of(after, command.RefundId.Value), events);
    }

    // An unknown original is remembered: should it still come, it is declined. Reversing twice is answered as the
    // first time; a captured payment is not reversed but refunded.
    private static Decision Reverse(
        ShardState state, Envelope envelope, PaymentCommand.Reverse command, ColdRows cold)
    {
        var hot = state.Payments.FindByTrace(command.TraceKey);
        var payment = hot ?? ColdPayments.FindByTrace(state, cold, command.TraceKey);
        if (payment is null || payment.Facts.AcquirerBook != command.Acquirer.Number)
        {
            CoreEvent[] remember = state.Payments.IsReversedBeforeArrival(command.TraceKey)
                ? []
                : [new PaymentEvent.ReversedBeforeArrival(command.TraceKey, command.Acquirer.Number)];
            return Decision.Decided(Reply.PaymentChanged.Refused(PaymentRefusal.OriginalUnknown), remember);
        }

        if (payment.State is PaymentState.Reversed or PaymentState.Voided or PaymentState.Expired
            or PaymentState.Declined)
        {
            return Decision.Decided(Reply.PaymentChanged.Of(payment, default));
        }

        if (payment.CapturedMinor > 0)
        {
            return Decision.Decided(Reply.PaymentChanged.Refused(PaymentRefusal.AlreadyCaptured));
        }

        var reversed = new PaymentEvent.Reversed(payment.Id, ReleaseHold(payment));
        return WithRecall(
            Decision.Decided(
                Reply.PaymentChanged.Of(PaymentTable.Next(payment, reversed), default),
                [reversed, .. TakeBack(state, envelope, payment)]),
            hot is null ? payment : null);
    }

    private static CoreEvent[] TakeBack(ShardState state, Envelope envelope, Payment payment) =>
        PartnerRules.TellIssuer(state, payment, message => message with { QueuedAt = envelope.At });

    private static Posting[] ReleaseHold(Payment payment) => new PostingList(payment.Facts.IsHere)
        .Add(
            PostingKind.Release, payment.FundingAccount, PaymentAccounts.IssuerDueToNetwork(payment), payment.HeldMinor)
        .ToArray();
}
