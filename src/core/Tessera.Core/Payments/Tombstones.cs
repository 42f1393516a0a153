namespace Tessera.Core.Payments;

// Traces that were reversed before their request came, for a day at least. Each acquirer has its own, so that none can
// push another's out.
internal sealed class Tombstones
{
    private const int MostOfAcquirer = 100_000;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly SortedDictionary<ushort, Queue<(Timestamp At, UInt128 Trace)>> byAcquirer = [];
    private readonly HashSet<UInt128> traces = [];

    public bool Contains(UInt128 trace) => traces.Contains(trace);

    public void Add(Timestamp at, ushort acquirerBook, UInt128 trace)
    {
        if (!byAcquirer.TryGetValue(acquirerBook, out var queue))
        {
            byAcquirer.Add(acquirerBook, queue = new());
        }

        while (queue.TryPeek(out var oldest) && (oldest.At.Plus(Kept) < at || queue.Count >= MostOfAcquirer))
        {
            queue.Dequeue();
            traces.Remove(oldest.Trace);
        }

        if (traces.Add(trace))
        {
            queue.Enqueue((at, trace));
        }
    }

    public TombstoneList[] Freeze() =>
    [
        .. byAcquirer.Select(pair => new TombstoneList(
            pair.Key, [.. pair.Value.Select(entry => new TimedKey(entry.At, entry.Trace))])),
    ];

    public void Load(TombstoneList[] lists)
    {
        foreach (var list in lists)
        {
            foreach (var entry in list.Traces)
            {
                Add(entry.At, list.AcquirerBook, entry.Key);
            }
        }
    }
}
