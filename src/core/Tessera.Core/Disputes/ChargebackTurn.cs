using Tessera.Core.Payments;

namespace Tessera.Core.Disputes;

// One act on one chargeback: the event with its postings, after the payment was recalled where it had left memory.
internal readonly record struct ChargebackTurn(
    ShardState State, Envelope Envelope, Chargeback Chargeback, Payment Payment)
{
    private ChargebackPolicy Policy => State.Directory.ChargebackPolicy;

    private DateOnly BusinessDate => State.Settlement.BusinessDate(Envelope.At);

    private long AmountMinor => Chargeback.AmountMinor;

    public Decision Open(string by, CoreEvent[] further)
    {
        var fee = Payment.Facts.IsHere(new BookId(Payment.Facts.AcquirerBook)) ? Policy.MerchantFeeMinor : 0;
        var list = ChargebackPostings.ToIssuer(Payment, AmountMinor);
        ChargebackPostings.MerchantFee(list, Payment, fee);
        return Decided(
            new ChargebackEvent.Opened
            {
                Chargeback = Chargeback,
                BusinessDate = BusinessDate,
                MovedMinor = AmountMinor,
                MerchantFeeMinor = fee,
                Postings = list.ToArray(),
                By = by,
            },
            further);
    }

    public Decision Represent(ChargebackCommand.Represent command) => Decided(new ChargebackEvent.Represented
    {
        Chargeback = Next(ChargebackState.Represented, Policy.PreArbitrateDays) with { Evidence = command.Evidence },
        BusinessDate = BusinessDate,
        MovedMinor = -AmountMinor,
        Postings = ChargebackPostings.ToMerchant(Payment, AmountMinor).ToArray(),
        By = command.By,
    });

    // A refund may have come in between.
    public Decision PreArbitrate(string by) => AmountMinor > Payment.RefundableMinor
        ? Decision.Rejected(PaymentRefusal.ChargebackExceedsCaptured)
        : Decided(new ChargebackEvent.PreArbitrated
        {
            Chargeback = Next(ChargebackState.PreArbitration, Policy.RuleDays),
            BusinessDate = BusinessDate,
            MovedMinor = AmountMinor,
            Postings = ChargebackPostings.ToIssuer(Payment, AmountMinor).ToArray(),
            By = by,
        });

    public Decision Rule(ChargebackCommand.Rule command)
    {
        var state = command.IssuerWins ? ChargebackState.Won : ChargebackState.Lost;
        return Close(state, ChargebackClosing.Ruled, command.By, command.FeeMinor ?? Policy.RulingFeeMinor);
    }

    public Decision Close(ChargebackState state, ChargebackClosing closing, string by, long rulingFeeMinor = 0)
    {
        var isMoved = state == ChargebackState.Lost && Chargeback.IssuerHasIt;
        var list = ChargebackPostings.ToMerchant(Payment, isMoved ? AmountMinor : 0);
        var issuerWins = state == ChargebackState.Won;
        ChargebackPostings.RulingFee(list, Payment, rulingFeeMinor, issuerWins);
        var isMerchants = issuerWins && Payment.Facts.IsHere(new BookId(Payment.Facts.AcquirerBook));
        return Decided(new ChargebackEvent.Closed
        {
            Chargeback = Chargeback with { State = state, Closing = closing },
            BusinessDate = BusinessDate,
            MovedMinor = isMoved ? -AmountMinor : 0,
            MerchantFeeMinor = isMerchants ? rulingFeeMinor : 0,
            Postings = list.ToArray(),
            By = by,
        });
    }

    private Chargeback Next(ChargebackState state, int days) => Chargeback with
    {
        State = state,
        DueAt = Envelope.At.Plus(TimeSpan.FromDays(days)),
    };

    private Decision Decided(ChargebackEvent change, params CoreEvent[] further)
    {
        CoreEvent[] recalled = State.Payments.Find(Payment.Id) is null
            ? [new MaintenanceEvent.PaymentRecalled(Payment)]
            : [];
        return Decision.Decided(
            new Reply.ChargebackMoved(change.Chargeback), [.. recalled, change, .. further]);
    }
}
