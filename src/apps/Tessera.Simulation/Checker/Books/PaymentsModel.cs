using Tessera.Core;
using Tessera.Core.Clearing;
using Tessera.Core.Disputes;
using Tessera.Core.Ledger;
using Tessera.Core.Payments;

namespace Tessera.Simulation.Checker.Books;

/// <summary>C4 (ids once), C5 (funds and holds) and C6 (captures, refunds, chargebacks) of one node. It follows the
/// books: events are taken there first.</summary>
internal sealed class PaymentsModel(string node, BooksModel books, Findings findings)
{
    private readonly Dictionary<UInt128, PaymentLife> payments = [];
    private readonly Dictionary<UInt128, long> held = [];
    private readonly HashSet<(string Kind, UInt128 Payment, UInt128 Id)> used = [];
    private long sequence;

    public IEnumerable<PaymentLife> All => payments.Values;

    /// <summary>What was presented and given back: reference and amount, as often as it happened.</summary>
    public List<(string Kind, string Reference, long AmountMinor)> Acts { get; } = [];

    /// <summary>Traces whose reversal came first.</summary>
    public HashSet<UInt128> ReversedBefore { get; } = [];

    public void Take(long row, CoreEvent change)
    {
        sequence = row;
        switch (change)
        {
            case PaymentEvent.Authorised e:
                Begin(e.Payment);
                Approve(e);
                break;
            case PaymentEvent.Requested e:
                Begin(e.Payment);
                break;
            case PaymentEvent.Opened e:
                Begin(e.Payment);
                break;
            case PaymentEvent.ReversedBeforeArrival e:
                ReversedBefore.Add(e.TraceKey);
                break;
            case PaymentEvent.Concluded e:
                Conclude(e);
                break;
            case PaymentEvent.Captured e:
                Capture(e);
                break;
            case PaymentEvent.Presented e:
                Present(e);
                break;
            case PaymentEvent.Voided e:
                Release(Find(e.Payment), e.Postings, PaymentState.Voided);
                break;
            case PaymentEvent.Reversed e:
                Release(Find(e.Payment), e.Postings, PaymentState.Reversed);
                break;
            case PaymentEvent.HoldExpired e:
                Expire(e);
                break;
            case PaymentEvent.Refunded e:
                Refund(e);
                break;
            case ChargebackEvent e:
                Dispute(e);
                break;
            case MaintenanceEvent.PaymentsArchived e:
                Array.ForEach(e.Payments, id => Leave(Find(id)));
                break;
            case MaintenanceEvent.PaymentRecalled e:
                Return(e.Payment);
                break;
        }
    }

    private PaymentLife Find(PaymentId id)
    {
        if (!payments.TryGetValue(id.Value, out var life))
        {
            throw new CheckerException($"{node}@{sequence}: an event on {id}, which never began");
        }

        if (life.IsAway)
        {
            Break("C6", $"{id} moves while it lies in the cold store");
        }

        return life;
    }

    private void Begin(Payment payment)
    {
        if (!payments.TryAdd(payment.Id.Value, new PaymentLife(payment)))
        {
            Break("C4", $"{payment.Id} begins twice");
        }

        if (ReversedBefore.Contains(payment.TraceKey) && payment.State != PaymentState.Captured)
        {
            Break("C2", $"{payment.Id} was reversed before it came, and begins all the same");
        }

        MoveHold(payment, payment.HeldMinor);
    }

    private void Approve(PaymentEvent.Authorised e)
    {
        var payment = e.Payment;
        if (!books.IsHere(payment.Facts.IssuerBook))
        {
            return;
        }

        if (SumOf(e.Postings, payment, PostingKind.Hold) != payment.AuthorisedMinor)
        {
            Break("C5", $"{payment.Id} holds another amount than was authorised");
        }

        if (!payment.IsAdvised && books.Of(payment.FundingAccount.Value).AvailableMinor < 0)
        {
            Break("C5", $"{payment.Id} was approved beyond what was available");
        }
    }

    private void Conclude(PaymentEvent.Concluded e)
    {
        var life = Find(e.Payment);
        if (life.State != PaymentState.Requested)
        {
            Break("C6", $"{e.Payment} is concluded while {life.State}");
        }

        life.Approval = e.ApprovalCode;
        life.WasApproved = e.Funding != LegState.Declined;
        life.State = life.WasApproved ? PaymentState.Authorised : PaymentState.Declined;
        if (!life.WasApproved)
        {
            Drop(life, life.HeldMinor);
        }
    }

    private void Capture(PaymentEvent.Captured e)
    {
        var life = Find(e.Payment);
        Once("capture", e.Payment.Value, e.Capture.Id.Value);
        life.CapturedMinor += e.Capture.AmountMinor;
        if (e.Capture.AmountMinor <= 0)
        {
            Break("C6", $"{e.Payment} captures {e.Capture.AmountMinor}");
        }
    }

    private void Present(PaymentEvent.Presented e)
    {
        var life = Find(e.Payment);
        Once("presentment", default, e.Presentment.Value);
        Acts.Add(("present", e.Reference, e.AmountMinor));
        var facts = life.First.Facts;
        var authorised = life.First.AuthorisedMinor;
        var most = authorised + (authorised * facts.Policy.CaptureToleranceBasisPoints / 10_000) + 1;
        if (life.CapturedMinor > most
            && (e.Marks & (PresentmentMarks.OverCleared | PresentmentMarks.Unmatched)) == PresentmentMarks.None)
        {
            Break("C6", $"{e.Payment} captured {life.CapturedMinor} of {authorised}, and nobody marked it");
        }

        if (life.State is PaymentState.Voided or PaymentState.Reversed
            && !e.Marks.HasFlag(PresentmentMarks.AfterRelease))
        {
            Break("C6", $"{e.Payment} is presented while {life.State}");
        }

        if (books.IsHere(facts.IssuerBook)
            && (SumOf(e.Postings, life.First, PostingKind.PostHeld) != e.FromHoldMinor
                || SumOf(e.Postings, life.First, PostingKind.Release) != e.ReleasedMinor
                || SumOf(e.Postings, life.First, PostingKind.PostHeld)
                    + SumOf(e.Postings, life.First, PostingKind.Post) != e.AmountMinor))
        {
            Break("C6", $"{e.Payment} posts another amount than was presented");
        }

        Drop(life, e.FromHoldMinor + e.ReleasedMinor);
        life.State = life.HeldMinor == 0 ? PaymentState.Captured : PaymentState.PartiallyCaptured;
    }

    private void Expire(PaymentEvent.HoldExpired e)
    {
        var life = Find(e.Payment);
        if (life.First.HoldExpiresAt.Nanoseconds > e.At.Nanoseconds)
        {
            Break("C5", $"the hold of {e.Payment} expired before its time");
        }

        Release(life, e.Postings,
            life.State == PaymentState.PartiallyCaptured ? PaymentState.Captured : PaymentState.Expired);
    }

    private void Release(PaymentLife life, Posting[] postings, PaymentState after)
    {
        var id = life.First.Id;
        if (life.HeldMinor == 0)
        {
            Break("C5", $"the hold of {id} is released again");
        }

        if (after is PaymentState.Voided or PaymentState.Reversed && life.CapturedMinor > 0)
        {
            Break("C6", $"{id} is {after} although captured");
        }

        if (books.IsHere(life.First.Facts.IssuerBook)
            && SumOf(postings, life.First, PostingKind.Release) != life.HeldMinor)
        {
            Break("C5", $"{id} releases another amount than it held");
        }

        Drop(life, life.HeldMinor);
        life.State = after;
    }

    private void Refund(PaymentEvent.Refunded e)
    {
        var life = Find(e.Payment);
        Once("refund", default, e.Refund.Id.Value);
        Acts.Add(("refund", life.Reference, e.Refund.AmountMinor));
        life.RefundedMinor += e.Refund.AmountMinor;
        CheckBounds(life);
    }

    private void Dispute(ChargebackEvent e)
    {
        if (e.MovedMinor != 0)
        {
            var life = Find(e.Chargeback.Payment);
            life.ChargedBackMinor += e.MovedMinor;
            CheckBounds(life);
        }
    }

    private void CheckBounds(PaymentLife life)
    {
        if (life.ChargedBackMinor < 0 || life.RefundedMinor + life.ChargedBackMinor > life.CapturedMinor)
        {
            Break("C6", $"{life.First.Id} gave back {life.RefundedMinor} and lost {life.ChargedBackMinor} of "
                + $"{life.CapturedMinor}");
        }
    }

    private void Leave(PaymentLife life)
    {
        life.IsAway = true;
        if (life.HeldMinor != 0 || life.State == PaymentState.Requested)
        {
            Break("C5", $"{life.First.Id} leaves memory with an open hold");
        }
    }

    private void Return(Payment payment)
    {
        if (!payments.TryGetValue(payment.Id.Value, out var life) || !life.IsAway)
        {
            Break("C6", $"{payment.Id} comes back without having left");
            return;
        }

        life.IsAway = false;
        if ((payment.CapturedMinor, payment.RefundedMinor, payment.ChargedBackMinor, payment.HeldMinor)
            != (life.CapturedMinor, life.RefundedMinor, life.ChargedBackMinor, life.HeldMinor))
        {
            Break("C6", $"{payment.Id} comes back as it was not when it left");
        }
    }

    private void Drop(PaymentLife life, long amountMinor)
    {
        life.HeldMinor -= amountMinor;
        if (life.HeldMinor < 0)
        {
            Break("C5", $"{life.First.Id} released more than it held");
        }

        MoveHold(life.First, -amountMinor);
    }

    /// <summary>The sum of open authorisations is what the books hold.</summary>
    private void MoveHold(Payment payment, long change)
    {
        var account = payment.FundingAccount.Value;
        held[account] = held.GetValueOrDefault(account) + change;
        if (books.IsHere(payment.Facts.IssuerBook) && books.Of(account).DebitsPending != held[account])
        {
            Break("C5", $"{AccountParts.Of(account)} holds {books.Of(account).DebitsPending}, its payments "
                + $"{held[account]}");
        }
    }

    private void Once(string kind, UInt128 payment, UInt128 id)
    {
        if (!used.Add((kind, payment, id)))
        {
            Break("C4", $"{kind} {id:X32} happened twice");
        }
    }

    private static long SumOf(Posting[] postings, Payment payment, PostingKind kind) => postings
        .Where(posting => posting.Debit == payment.FundingAccount.Value && posting.Kind == kind)
        .Sum(posting => posting.AmountMinor);

    private void Break(string invariant, string text) => findings.Add(invariant, node, sequence, text);
}
