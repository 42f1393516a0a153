using Tessera.Core.Directory;

namespace Tessera.Core.Payments;

// Payments in memory: the open ones, and the finished ones until the shard's housekeeping moves them to the cold store.
public sealed class PaymentTable
{
    private readonly RecordTable<Payment> payments;
    private readonly TraceIndex byTrace;
    private readonly DueHolds holds = new();
    private readonly ChunkedQueue<TimedRow> finished = new();
    private readonly SortedSet<(Timestamp At, UInt128 Payment)> requested = [];
    private readonly Tombstones tombstones = new();
    private readonly Dictionary<(ushort Issuer, ushort Currency), long> heldByIssuer = [];

    public PaymentTable(KnownFacts facts)
    {
        payments = new RecordTable<Payment>(facts.Options);
        byTrace = new TraceIndex(payments);
    }

    public long AuthorisedCount { get; private set; }

    public int Count => payments.Count;

    public bool Contains(PaymentId id) => payments.Contains(id.Value);

    // Brings into the processor's cache what the decision on a new payment will look for.
    public uint Touch(PaymentId id, UInt128 trace) => payments.Touch(id.Value) ^ byTrace.Touch(trace);

    public Payment? Find(PaymentId id) => payments.Find(id.Value);

    // Approved by an issuer and not yet presented or let go.
    public long HeldMinor(BookId issuer, Currency currency) =>
        heldByIssuer.GetValueOrDefault((issuer.Number, currency.Number));

    public bool ContainsTrace(UInt128 trace) => byTrace.TryFind(trace, out _);

    public Payment? FindByTrace(UInt128 trace) => byTrace.TryFind(trace, out var row) ? payments.Read(row) : null;

    // The payment that an event is on; null before its first event, and for events on none.
    public Payment? FindOf(PaymentEvent change) => Find(PaymentOf(change));

    public bool IsReversedBeforeArrival(UInt128 trace) => tombstones.Contains(trace);

    public IEnumerable<Payment> All() => payments.All().OrderBy(payment => payment.Id.Value);

    // Requests to outside issuers that nobody concluded, oldest first.
    public IEnumerable<Payment> Requested() => requested.Select(entry => payments.Find(entry.Payment)!);

    // Open holds whose date has passed, earliest first. What an outside issuer was asked for ends with its conclusion,
    // never by itself: the issuer may hold it too.
    public IEnumerable<Payment> DueHolds(Timestamp at) =>
        holds.Until(at).Select(id => payments.Find(id)!)
            .Where(payment => payment.HoldExpiresAt <= at && payment.State != PaymentState.Requested);

    // Finished before an instant, oldest first; a payment may stand here twice and be gone already.
    public IEnumerable<PaymentId> FinishedBefore(Timestamp instant) =>
        finished.All().TakeWhile(entry => entry.At <= instant)
            .Select(entry => entry.Key.Value)
            .Where(payments.Contains)
            .Distinct()
            .Select(id => new PaymentId(id));

    public void Apply(PaymentEvent change)
    {
        switch (change)
        {
            case PaymentEvent.Authorised e:
                AuthorisedCount++;
                Insert(e.Payment);
                break;
            case PaymentEvent.Requested e:
                AuthorisedCount++;
                Insert(e.Payment);
                break;
            case PaymentEvent.Opened e:
                AuthorisedCount++;
                Insert(e.Payment);
                finished.Add(new TimedRow(e.At, e.Payment.Id.Value));
                break;
            case PaymentEvent.ReversedBeforeArrival e:
                tombstones.Add(e.At, e.AcquirerBook, e.TraceKey);
                break;
            case PaymentEvent.Declined or PaymentEvent.AttemptRefused:
                break;
            default:
                Replace(change);
                break;
        }
    }

    // A chargeback took an amount, or gave it up.
    public void ChargeBack(PaymentId id, long amountMinor, bool isOpening)
    {
        _ = payments.TryFind(id.Value, out var row);
        var before = payments.Read(row);
        var after = before with
        {
            ChargedBackMinor = before.ChargedBackMinor + amountMinor,
            DisputedMinor = before.DisputedMinor + (isOpening ? amountMinor : 0),
            ChargebackCount = before.ChargebackCount + (isOpening ? 1 : 0),
        };
        after.Check();
        payments.Replace(row, after);
    }

    public void Apply(MaintenanceEvent.PaymentRecalled recalled)
    {
        Insert(recalled.Payment);
        finished.Add(new TimedRow(recalled.At, recalled.Payment.Id.Value));
    }

    public void Apply(MaintenanceEvent.PaymentsArchived archived, IColdSink sink)
    {
        foreach (var id in archived.Payments)
        {
            _ = payments.TryFind(id.Value, out var row);
            var payment = payments.Read(row);
            Invariant.Check(payment.IsFinished, "only a finished payment leaves memory");
            ColdPayments.Put(sink, payment);
            byTrace.Remove(payment, row);
            var moved = payments.Remove(row);
            if (moved != row)
            {
                byTrace.Move(moved, row);
            }
        }

        while (finished.Count > 0 && !payments.Contains(finished[0].Key.Value))
        {
            finished.Take();
        }
    }

    public FrozenRecords Freeze() => payments.Freeze();

    public FrozenTable<TimedRow> FreezeFinished() => finished.Freeze();

    public PaymentTableSnapshot FreezeRest() => new(tombstones.Freeze(), AuthorisedCount);

    public void Load(RecordSlot slot, ReadOnlySpan<byte> record) => payments.Load(slot, record);

    internal void Index()
    {
        payments.Index();
        for (var row = 0; row < payments.Count; row++)
        {
            Index(payments.Read(row), row);
        }
    }

    public void LoadFinished(ReadOnlySpan<TimedRow> some) => finished.AddAll(some);

    public void Load(PaymentTableSnapshot snapshot)
    {
        tombstones.Load(snapshot.Tombstones);
        AuthorisedCount = snapshot.AuthorisedCount;
    }

    // The payment as it stands after an event; Decide uses it for the reply, Apply for the state.
    internal static Payment Next(Payment payment, PaymentEvent change) => change switch
    {
        PaymentEvent.Captured e => (payment with
        {
            Captures = [.. payment.Captures, e.Capture],
            CapturedMinor = payment.CapturedMinor + e.Capture.AmountMinor,
        }).InLegState(LegState.Captured),
        PaymentEvent.Presented e => Presented(payment, e).InLegState(LegState.Presented),
        PaymentEvent.Refunded e => payment with
        {
            Refunds = [.. payment.Refunds, e.Refund],
            RefundedMinor = payment.RefundedMinor + e.Refund.AmountMinor,
            InterchangeReturnedMinor = payment.InterchangeReturnedMinor + e.InterchangeReturnedMinor,
        },
        PaymentEvent.Voided => Released(payment, PaymentState.Voided),
        PaymentEvent.Reversed => Released(payment, PaymentState.Reversed),
        PaymentEvent.Concluded e => Concluded(payment, e),
        PaymentEvent.HoldExpired => payment.State is PaymentState.Authorised or PaymentState.Requested
            ? Released(payment, PaymentState.Expired)
            : payment with { State = PaymentState.Captured, HeldMinor = 0 },
        _ => throw new InvariantException("every event on a payment has its case"),
    };

    private static Payment Presented(Payment payment, PaymentEvent.Presented presented)
    {
        var held = payment.HeldMinor - presented.FromHoldMinor - presented.ReleasedMinor;
        return payment with
        {
            HeldMinor = held,
            InterchangeMinor = payment.InterchangeMinor + presented.Fees.InterchangeMinor,
            State = held == 0 ? PaymentState.Captured : PaymentState.PartiallyCaptured,
        };
    }

    private static Payment Concluded(Payment payment, PaymentEvent.Concluded concluded)
    {
        var isDeclined = concluded.Funding == LegState.Declined;
        var after = payment.InLegState(isDeclined ? LegState.Declined : LegState.Approved);
        return after with
        {
            State = isDeclined ? PaymentState.Declined : PaymentState.Authorised,
            HeldMinor = isDeclined ? 0 : payment.HeldMinor,
            RefusalNumber = concluded.RefusalNumber,
            FundingLeg = after.FundingLeg with { State = concluded.Funding, Reference = concluded.ApprovalCode },
        };
    }

    private static Payment Released(Payment payment, PaymentState state) =>
        (payment with { State = state, HeldMinor = 0 }).InLegState(LegState.Released);

    private void Insert(Payment payment) =>
        Index(payment, payments.Add(payment.Id.Value, payment.TraceKey, payment));

    private void Index(Payment payment, int row)
    {
        byTrace.Add(payment, row);
        CountHeld(payment, payment.HeldMinor);
        if (payment.HeldMinor > 0)
        {
            holds.Add(payment);
        }

        if (payment.State == PaymentState.Requested)
        {
            requested.Add((payment.AuthorisedAt, payment.Id.Value));
        }
    }

    private void CountHeld(Payment payment, long change)
    {
        var key = (payment.Facts.IssuerBook, payment.CurrencyNumber);
        heldByIssuer[key] = heldByIssuer.GetValueOrDefault(key) + change;
    }

    private void Replace(PaymentEvent change)
    {
        var id = PaymentOf(change).Value;
        Invariant.Check(payments.TryFind(id, out var row), "an event on a payment names one that is there");
        var before = payments.Read(row);
        var after = Next(before, change);
        after.Check();
        payments.Replace(row, after);
        CountHeld(after, after.HeldMinor - before.HeldMinor);
        if (after.HeldMinor == 0 && before.HeldMinor > 0)
        {
            holds.Remove(before);
        }

        if (before.State == PaymentState.Requested && after.State != PaymentState.Requested)
        {
            requested.Remove((before.AuthorisedAt, id));
        }

        if (after.IsFinished && !before.IsFinished)
        {
            finished.Add(new TimedRow(change.At, id));
        }
    }

    private static PaymentId PaymentOf(PaymentEvent change) => change switch
    {
        PaymentEvent.Captured e => e.Payment,
        PaymentEvent.Presented e => e.Payment,
        PaymentEvent.Refunded e => e.Payment,
        PaymentEvent.Voided e => e.Payment,
        PaymentEvent.Reversed e => e.Payment,
        PaymentEvent.HoldExpired e => e.Payment,
        PaymentEvent.Concluded e => e.Payment,
        PaymentEvent.Authorised e => e.Payment.Id,
        PaymentEvent.Requested e => e.Payment.Id,
        _ => default,
    };
}
