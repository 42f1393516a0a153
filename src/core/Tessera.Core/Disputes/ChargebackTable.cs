namespace Tessera.Core.Disputes;

// Closed ones stay half a year beyond their last deadline; reports come from the read models.
public sealed class ChargebackTable
{
    private static readonly TimeSpan ClosedKept = TimeSpan.FromDays(183);

    private readonly Dictionary<UInt128, Chargeback> all = [];
    private readonly SortedSet<(Timestamp Due, UInt128 Id)> due = [];
    private readonly SortedSet<(Timestamp Due, UInt128 Id)> closed = [];

    public Chargeback? Find(ChargebackId id) => all.GetValueOrDefault(id.Value);

    // Open ones whose deadline has passed, earliest first.
    public IEnumerable<Chargeback> Due(Timestamp at) =>
        due.TakeWhile(entry => entry.Due <= at).Select(entry => all[entry.Id]);

    public void Apply(ChargebackEvent change)
    {
        var after = change.Chargeback;
        if (all.TryGetValue(after.Id.Value, out var before))
        {
            due.Remove((before.DueAt, before.Id.Value));
        }

        Load(after);
        while (closed.Count > 0 && closed.Min is var oldest && oldest.Due.Plus(ClosedKept) < change.At)
        {
            closed.Remove(oldest);
            all.Remove(oldest.Id);
        }
    }

    public Chargeback[] Freeze() => [.. all.Values.OrderBy(chargeback => chargeback.Id.Value)];

    public void Load(Chargeback chargeback)
    {
        all[chargeback.Id.Value] = chargeback;
        (chargeback.IsClosed ? closed : due).Add((chargeback.DueAt, chargeback.Id.Value));
    }
}
