using System.Globalization;
using Tessera.Core.Directory;
using Tessera.Core.Fees;
using Tessera.Core.Payments;

namespace Tessera.Core.Clearing;

// Matching by rule: the payment that the message names by reference or trace, if acquirer, currency and payer are the
// same. Whatever does not match is a payment of its own that nobody authorised.
public static class ClearingRules
{
    private const int MostParts = 100;

    public static Decision Decide(ShardState state, Envelope envelope, ClearingCommand command, ColdRows cold) =>
        command switch
        {
            ClearingCommand.Present c => Present(state, envelope, c, cold),
            ClearingCommand.PresentRefund c => Refund(state, envelope, c, cold),
            ClearingCommand.CloseCase c => Close(state.Clearing, c),
            _ => throw new InvariantException("every clearing command has its case"),
        };

    private static Decision Present(ShardState state, Envelope envelope, ClearingCommand.Present command, ColdRows cold)
    {
        if (FirstFault(command.AmountMinor, command.Currency) is var fault and not default(PaymentRefusal))
        {
            return Decision.Rejected(fault);
        }

        if (!IsSaidRightly(command))
        {
            return Decision.Rejected(PaymentRefusal.FeesInvalid);
        }

        // The number belonged to the issuer of then, whoever has its range now.
        var original = Find(state, cold, command.Payment, command.TraceKey, command.Facts.AcquirerBook);
        var isKnown = Payer.TryFind(state, command, original?.Facts ?? command.Facts, out var payer);
        if (!isKnown && command.Facts.IsIssuerOutside)
        {
            return Decision.Rejected(PaymentRefusal.CardUnknown);
        }

        if (original is { State: PaymentState.Requested })
        {
            return Decision.Rejected(PaymentRefusal.StillRequested);
        }

        if (original is not null && IsPresented(original, command.Presentment))
        {
            return Decision.Rejected(PaymentRefusal.AlreadyRegistered);
        }

        var events = new List<CoreEvent>();
        var isMatched = original is not null && Matches(original, command, payer);
        if (isMatched && state.Payments.Find(original!.Id) is null)
        {
            events.Add(new MaintenanceEvent.PaymentRecalled(original));
        }

        var payment = isMatched
            ? original!
            : Opened(state, envelope, command, payer, isKnown) with { TraceKey = OwnTrace(state, command, cold) };
        if (!isMatched && state.Payments.Find(payment.Id) is not null)
        {
            return Decision.Rejected(PaymentRefusal.AlreadyRegistered);
        }

        if (!isMatched)
        {
            events.Add(new PaymentEvent.Opened(payment));
        }

        var after = PresentmentRules.Present(state, envelope, payment, Item(state, envelope, command, payment), events);
        return Decision.Decided(Reply.PaymentChanged.Of(after, command.Presentment.Value), events);
    }

    // Where the network is here its own table says the fees, and no message does. No table asks for more than the
    // bound.
    private static bool IsSaidRightly(ClearingCommand.Present command)
    {
        var mostMinor = command.AmountMinor + FeeRate.MostMinor;
        return (command.Fees is null) == command.Facts.IsNetworkHere
            && (command.Fees is not { } fees || (fees is { MerchantMinor: 0, SchemeMinor: 0 }
                && fees.InterchangeMinor >= 0 && fees.InterchangeMinor <= mostMinor
                && fees.WalletMinor >= 0 && fees.WalletMinor <= mostMinor));
    }

    private static PaymentRefusal FirstFault(long amountMinor, Currency currency) =>
        amountMinor is <= 0 or > AuthorisationRules.GreatestAmountMinor ? PaymentRefusal.AmountInvalid
        : currency.IsKnown ? default : PaymentRefusal.CurrencyUnknown;

    private static Payment? Find(ShardState state, ColdRows cold, PaymentId id, UInt128 trace, ushort acquirerBook)
    {
        Payment? payment = null;
        if (!id.IsNone)
        {
            payment = state.Payments.Find(id) ?? ColdPayments.Find(state, cold, id);
        }
        else if (trace != 0)
        {
            payment = state.Payments.FindByTrace(trace) ?? ColdPayments.FindByTrace(state, cold, trace);
        }

        return payment?.Facts.AcquirerBook == acquirerBook ? payment : null;
    }

    private static bool IsPresented(Payment payment, PresentmentId presentment) =>
        payment.Captures.Any(capture => capture.Id.Value == presentment.Value);

    private static bool Matches(Payment payment, ClearingCommand.Present command, in Payer payer) =>
        payment.CurrencyNumber == command.Currency.Number
        && IsPayer(payment, command, payer)
        && payment.State != PaymentState.Declined
        && payment.Captures.Length < MostParts;

    // A re-issued card has another number and the same account; outside issuers' accounts are not told apart here.
    private static bool IsPayer(Payment payment, ClearingCommand.Present command, in Payer payer) =>
        payment.FundingAccount == payer.Account
        && (payer.Account.Owner != 0 || payment.Pan == (payer.Card?.Pan ?? command.Pan));

    private static PresentmentItem Item(
        ShardState state, Envelope envelope, ClearingCommand.Present command, Payment payment)
    {
        var capture = new PaymentCapture(
            new CaptureId(command.Presentment.Value), command.AmountMinor,
            state.Settlement.BusinessDate(envelope.At, command.BusinessDate), envelope.At);
        var since = payment.AuthorisedMinor == 0 ? command.TransactionDate : payment.AuthorisedAt.Date;
        var isWhole = payment.CapturedMinor + command.AmountMinor >= payment.AuthorisedMinor;
        return new PresentmentItem(
            capture, command.IsFinal || isWhole, command.RetrievalReference, command.TransactionDate)
        {
            // Sender and receiver take the same version although the message came after the sender's day was closed.
            FeeDate = command.BusinessDate >= since && command.BusinessDate <= envelope.At.Date
                ? command.BusinessDate
                : capture.BusinessDate,
            Marks = MarksOf(payment, envelope.At, command.AmountMinor),
            Fees = command.Fees,
        };
    }

    private static PresentmentMarks MarksOf(Payment payment, Timestamp at, long amountMinor)
    {
        if (payment.AuthorisedMinor == 0)
        {
            return PresentmentMarks.Unmatched;
        }

        var marks = PresentmentMarks.None;
        if (payment.State is PaymentState.Voided or PaymentState.Reversed)
        {
            marks |= PresentmentMarks.AfterRelease;
        }
        else if (payment.State == PaymentState.Expired || payment.HoldExpiresAt <= at)
        {
            marks |= PresentmentMarks.Late;
        }

        return payment.CapturedMinor + amountMinor > PaymentRules.CeilingMinor(payment)
            ? marks | PresentmentMarks.OverCleared
            : marks;
    }

    // What a number that nobody here knows owes, or an account in another currency, is the issuer's own until the case
    // is closed.
    private static Payment Opened(
        ShardState state, Envelope envelope, ClearingCommand.Present command, in Payer payer, bool isKnown)
    {
        var facts = command.Facts;
        PaymentLeg Leg(ushort book, string reference) =>
            new(book, LegState.Presented, reference, command.AmountMinor);
        var isFunded = isKnown && payer.Account.Currency == command.Currency;
        var sequence = (state.Payments.AuthorisedCount + 1).ToString("D14", CultureInfo.InvariantCulture);
        return new Payment
        {
            Id = new PaymentId(command.Presentment.Value),
            TraceKey = command.Presentment.Value,
            Facts = facts,
            State = PaymentState.Captured,
            Token = payer.IsToken ? state.Tokens[payer.TokenRow].TokenId : default,
            Card = payer.Card?.Id ?? default,
            Pan = payer.Card?.Pan ?? command.Pan,
            FundingAccount = isFunded
                ? payer.Account
                : AccountId.Of(new BookId(facts.IssuerBook), AccountRole.UnmatchedPresentments, command.Currency),
            CurrencyNumber = command.Currency.Number,
            AuthorisedMinor = 0,
            HeldMinor = 0,
            AuthorisedAt = envelope.At,
            HoldExpiresAt = envelope.At,
            Atc = 0,
            EntryMode = command.EntryMode,
            Verification = CardholderVerification.None,
            VerifiedBy = VerdictSource.Network,
            TraceNumber = command.TraceNumber,
            LastFour = command.Number.LastFour,
            AcquirerLeg = Leg(facts.AcquirerBook, command.RetrievalReference),
            NetworkLeg = Leg(facts.NetworkBook, "T" + sequence),
            FundingLeg = Leg(facts.IssuerBook, ""),
        };
    }

    // The trace that it names, so that a refund finds it; but it never stands before the payment that has the trace.
    private static UInt128 OwnTrace(ShardState state, ClearingCommand.Present command, ColdRows cold)
    {
        var trace = command.TraceKey;
        var isTaken = trace == 0 || state.Payments.FindByTrace(trace) is not null
            || ColdPayments.FindByTrace(state, cold, trace) is not null;
        return isTaken ? command.Presentment.Value : trace;
    }

    private static Decision Refund(
        ShardState state, Envelope envelope, ClearingCommand.PresentRefund command, ColdRows cold)
    {
        if (FirstFault(command.AmountMinor, command.Currency) is var fault and not default(PaymentRefusal))
        {
            return Decision.Rejected(fault);
        }

        var payment = Find(state, cold, command.Payment, command.TraceKey, command.Acquirer.Number);
        if (payment is null || payment.CurrencyNumber != command.Currency.Number)
        {
            return Decision.Rejected(PaymentRefusal.OriginalUnknown);
        }

        if (!IsSaidRightly(payment, command.InterchangeMinor))
        {
            return Decision.Rejected(PaymentRefusal.FeesInvalid);
        }

        var refusal = PaymentRules.NoRefund(payment, command.Refund, command.AmountMinor);
        if (refusal != default)
        {
            return Decision.Rejected(refusal);
        }

        var events = new List<CoreEvent>();
        if (state.Payments.Find(payment.Id) is null)
        {
            events.Add(new MaintenanceEvent.PaymentRecalled(payment));
        }

        var refund = new PaymentRefund(
            command.Refund, command.AmountMinor, state.Settlement.BusinessDate(envelope.At, command.BusinessDate),
            envelope.At);
        var after = PresentmentRules.Refund(state, envelope, payment, refund, command.InterchangeMinor, events);
        return Decision.Decided(Reply.PaymentChanged.Of(after, command.Refund.Value), events);
    }

    // No more goes back than was charged.
    private static bool IsSaidRightly(Payment payment, long? interchangeMinor) =>
        (interchangeMinor is null) == payment.Facts.IsNetworkHere
        && (interchangeMinor is not { } minor
            || (minor >= 0 && minor <= payment.InterchangeMinor - payment.InterchangeReturnedMinor));

    private static Decision Close(ClearingState clearing, ClearingCommand.CloseCase command)
    {
        if (clearing.FindOpen(command.Case) is null)
        {
            return Decision.Rejected(PaymentRefusal.CaseUnknown);
        }

        return command.Outcome is ClearingCaseState.Accepted or ClearingCaseState.Collected
            ? Decision.Decided(
                Reply.Done.Instance, new ClearingEvent.CaseClosed(command.Case, command.Outcome, command.By))
            : Decision.Rejected(PaymentRefusal.OutcomeInvalid);
    }
}
