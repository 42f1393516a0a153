using Tessera.Core.Clearing;
using Tessera.Core.Payments;

namespace Tessera.Core.Disputes;

// The turns of a dispute. Each moves the money at once, as an obligation: no party can refuse it for lack of funds.
// Silence is an answer, given by the shard's housekeeping at the deadline; it moves nothing, because the money already
// lies with the party that wins.
public static class ChargebackRules
{
    private const int LongestEvidence = 100;

    // Each costs the merchant a fee.
    private const int MostPerPayment = 10;

    public static Decision Decide(ShardState state, Envelope envelope, ChargebackCommand command, ColdRows cold)
    {
        if (command is ChargebackCommand.Open open)
        {
            return Open(state, envelope, open, cold);
        }

        if (state.Chargebacks.Find(command.Id) is not { } chargeback)
        {
            return Decision.Rejected(PaymentRefusal.ChargebackUnknown);
        }

        if (First(envelope, chargeback, command) is var refusal and not default(PaymentRefusal))
        {
            return Decision.Rejected(refusal);
        }

        var payment = state.Payments.Find(chargeback.Payment) ?? ColdPayments.Find(state, cold, chargeback.Payment);
        Invariant.Check(payment is not null, "a payment outlives its chargeback");
        var turn = new ChargebackTurn(state, envelope, chargeback, payment!);
        return command switch
        {
            ChargebackCommand.Represent c => turn.Represent(c),
            ChargebackCommand.Accept => turn.Close(ChargebackState.Won, ChargebackClosing.Accepted, command.By),
            ChargebackCommand.PreArbitrate => turn.PreArbitrate(command.By),
            ChargebackCommand.Withdraw => turn.Close(ChargebackState.Lost, ChargebackClosing.Withdrawn, command.By),
            ChargebackCommand.Rule c => turn.Rule(c),
            _ => throw new InvariantException("every chargeback command has its case"),
        };
    }

    public static ChargebackEvent Lapse(ShardState state, Envelope envelope, Chargeback chargeback) =>
        new ChargebackEvent.Closed
        {
            Chargeback = chargeback with
            {
                State = chargeback.IssuerHasIt ? ChargebackState.Won : ChargebackState.Lost,
                Closing = ChargebackClosing.Lapsed,
            },
            BusinessDate = state.Settlement.BusinessDate(envelope.At),
        };

    private static PaymentRefusal First(Envelope envelope, Chargeback chargeback, ChargebackCommand command)
    {
        var isInTurn = command switch
        {
            ChargebackCommand.Represent => chargeback.State == ChargebackState.Opened,
            ChargebackCommand.Accept => chargeback.State is ChargebackState.Opened or ChargebackState.PreArbitration,
            ChargebackCommand.PreArbitrate => chargeback.State == ChargebackState.Represented,
            ChargebackCommand.Rule => chargeback.State == ChargebackState.PreArbitration,
            _ => !chargeback.IsClosed,
        };
        if (!isInTurn)
        {
            return PaymentRefusal.ChargebackStepWrong;
        }

        if (chargeback.DueAt <= envelope.At)
        {
            return PaymentRefusal.DeadlinePassed;
        }

        if (command is ChargebackCommand.Rule { FeeMinor: < 0 })
        {
            return PaymentRefusal.FeesInvalid;
        }

        return command is ChargebackCommand.Represent { Evidence.Length: 0 or > LongestEvidence }
            ? PaymentRefusal.EvidenceMissing
            : default;
    }

    private static Decision Open(ShardState state, Envelope envelope, ChargebackCommand.Open command, ColdRows cold)
    {
        var payment = state.Payments.Find(command.Payment) ?? ColdPayments.Find(state, cold, command.Payment);
        if (payment is null || payment.Facts.IssuerBook != command.Issuer.Number)
        {
            return Decision.Rejected(PaymentRefusal.PaymentUnknown);
        }

        if (state.Chargebacks.Find(command.Id) is not null)
        {
            return Decision.Rejected(PaymentRefusal.AlreadyRegistered);
        }

        if (command.AmountMinor <= 0 || command.AmountMinor > payment.DisputableMinor)
        {
            return Decision.Rejected(PaymentRefusal.ChargebackExceedsCaptured);
        }

        if (payment.ChargebackCount >= MostPerPayment)
        {
            return Decision.Rejected(PaymentRefusal.TooManyParts);
        }

        var policy = state.Directory.ChargebackPolicy;
        if (payment.AuthorisedAt.DaysUntil(envelope.At) > policy.OpenDays)
        {
            return Decision.Rejected(PaymentRefusal.ChargebackTooLate);
        }

        var chargeback = new Chargeback
        {
            Id = command.Id,
            Payment = payment.Id,
            State = ChargebackState.Opened,
            Reason = command.Reason,
            AmountMinor = command.AmountMinor,
            CurrencyNumber = payment.CurrencyNumber,
            IssuerBook = payment.Facts.IssuerBook,
            AcquirerBook = payment.Facts.AcquirerBook,
            Merchant = payment.Facts.Merchant,
            OpenedAt = envelope.At,
            DueAt = envelope.At.Plus(TimeSpan.FromDays(policy.RepresentDays)),
        };
        var cases = state.Clearing.OpenFor(payment.Id).Select(found => new ClearingEvent.CaseClosed(
            found.Id, ClearingCaseState.ChargedBack, command.By));
        return new ChargebackTurn(state, envelope, chargeback, payment).Open(command.By, [.. cases]);
    }
}
