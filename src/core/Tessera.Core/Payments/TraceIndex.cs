namespace Tessera.Core.Payments;

// Payments in memory by the trace of their message. A trace has no year and the sender chooses it, so two payments may
// share one (a recalled old one and a young one): the index is a function of the payments that are there, nothing else.
internal sealed class TraceIndex
{
    private readonly Dictionary<UInt128, UInt128> single = [];
    private readonly Dictionary<UInt128, SortedSet<(Timestamp At, UInt128 Payment)>> shared = [];

    public void Add(Payment payment, IReadOnlyDictionary<UInt128, Payment> payments)
    {
        if (single.TryAdd(payment.TraceKey, payment.Id.Value))
        {
            return;
        }

        if (!shared.TryGetValue(payment.TraceKey, out var all))
        {
            var first = payments[single[payment.TraceKey]];
            shared.Add(payment.TraceKey, all = [(first.AuthorisedAt, first.Id.Value)]);
        }

        all.Add((payment.AuthorisedAt, payment.Id.Value));
        single[payment.TraceKey] = all.Max.Payment;
    }

    public void Remove(Payment payment)
    {
        if (!shared.TryGetValue(payment.TraceKey, out var all))
        {
            single.Remove(payment.TraceKey);
            return;
        }

        all.Remove((payment.AuthorisedAt, payment.Id.Value));
        single[payment.TraceKey] = all.Max.Payment;
        if (all.Count == 1)
        {
            shared.Remove(payment.TraceKey);
        }
    }

    // The youngest one: what a reversal that comes now means.
    public bool TryFind(UInt128 trace, out UInt128 payment) => single.TryGetValue(trace, out payment);
}
