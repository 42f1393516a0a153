namespace Tessera.Core.Payments;

// Payments in memory by the trace of their message. A trace has no year and the sender chooses it, so two payments may
// share one (a recalled old one and a young one): the index is a function of the payments that are there, nothing else.
internal sealed class TraceIndex(RecordTable<Payment> payments)
{
    // Of each trace the youngest payment: what a reversal that comes now means.
    private readonly RowIndex<RecordSlot, RecordSlot.ByOther> youngest = new(payments.Slots);
    private readonly Dictionary<UInt128, SortedSet<(Timestamp At, UInt128 Payment)>> shared = [];

    public bool TryFind(UInt128 trace, out int row) => youngest.TryFind(trace, out row);

    public uint Touch(UInt128 trace) => youngest.Touch(trace);

    public void Add(Payment payment, int row)
    {
        if (!youngest.TryFind(payment.TraceKey, out var known))
        {
            youngest.Add(row);
            return;
        }

        if (!shared.TryGetValue(payment.TraceKey, out var all))
        {
            var first = payments.Read(known);
            shared.Add(payment.TraceKey, all = [(first.AuthorisedAt, first.Id.Value)]);
        }

        all.Add((payment.AuthorisedAt, payment.Id.Value));
        PutYoungest(all, known);
    }

    // While the payment is still in its row.
    public void Remove(Payment payment, int row)
    {
        if (!shared.TryGetValue(payment.TraceKey, out var all))
        {
            youngest.Remove(row);
            return;
        }

        all.Remove((payment.AuthorisedAt, payment.Id.Value));
        _ = youngest.TryFind(payment.TraceKey, out var known);
        PutYoungest(all, known);
        if (all.Count == 1)
        {
            shared.Remove(payment.TraceKey);
        }
    }

    // After a payment was moved, if it is one that the index leads to.
    public void Move(int from, int to) => youngest.TryMove(from, to);

    private void PutYoungest(SortedSet<(Timestamp At, UInt128 Payment)> all, int known)
    {
        _ = payments.TryFind(all.Max.Payment, out var row);
        if (row != known)
        {
            youngest.Remove(known);
            youngest.Add(row);
        }
    }
}
