namespace Tessera.Core.Disputes;

public sealed class ChargebackTable
{
    private readonly Dictionary<UInt128, Chargeback> all = [];
    private readonly SortedSet<(Timestamp Due, UInt128 Id)> due = [];

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
    }

    public Chargeback[] Freeze() => [.. all.Values.OrderBy(chargeback => chargeback.Id.Value)];

    public void Load(Chargeback chargeback)
    {
        all[chargeback.Id.Value] = chargeback;
        if (!chargeback.IsClosed)
        {
            due.Add((chargeback.DueAt, chargeback.Id.Value));
        }
    }
}
