namespace Tessera.Core.Payments;

// Open holds by the second in which they end.
internal sealed class DueHolds
{
    private const long Second = 1_000_000_000;

    private readonly SortedDictionary<long, HashSet<UInt128>> bySecond = [];

    // The second that was added last: the next one will hold about as many, and a set that grows by halves stands still
    // for each.
    private HashSet<UInt128> latest = [];

    public void Add(Payment payment)
    {
        var second = payment.HoldExpiresAt.Nanoseconds / Second;
        if (!bySecond.TryGetValue(second, out var holds))
        {
            bySecond.Add(second, holds = new HashSet<UInt128>(latest.Count));
            latest = holds;
        }

        holds.Add(payment.Id.Value);
    }

    public void Remove(Payment payment)
    {
        var second = payment.HoldExpiresAt.Nanoseconds / Second;
        if (bySecond.TryGetValue(second, out var holds) && holds.Remove(payment.Id.Value) && holds.Count == 0)
        {
            bySecond.Remove(second);
        }
    }

    // Of seconds that have begun, the earliest first; in one second by the payment's id.
    public IEnumerable<UInt128> Until(Timestamp at) =>
        bySecond.TakeWhile(entry => entry.Key <= at.Nanoseconds / Second).SelectMany(entry => entry.Value.Order());
}
