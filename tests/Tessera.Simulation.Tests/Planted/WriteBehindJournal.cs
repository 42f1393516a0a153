using Tessera.Core;
using Tessera.Journal;

namespace Tessera.Simulation.Tests.Planted;

// Says that a row is durable and writes it with the next one.
internal sealed class WriteBehindJournal(IJournal inner) : IJournal
{
    private (JournalRow Row, ColdRow[] Cold)? waiting;

    public int Shard => inner.Shard;

    public JournalHead Head => waiting?.Row.Position ?? inner.Head;

    public long Claim()
    {
        waiting = null;
        return inner.Claim();
    }

    public void Append(JournalRow row, IReadOnlyList<ColdRow> coldRows)
    {
        if (waiting is var (before, cold))
        {
            waiting = null;
            inner.Append(before, cold);
        }

        waiting = (row with { Blob = row.Blob.ToArray() }, [.. coldRows]);
    }

    public bool TryReadCold(ColdKey key, out ColdRow row)
    {
        row = waiting is var (_, cold) ? Array.Find(cold, each => each.Key == key) : default;
        return row.Version != 0 || inner.TryReadCold(key, out row);
    }

    public IReadOnlyList<ColdRow> ReadCold(ColdKey after, int maxRows) => inner.ReadCold(after, maxRows);

    public IReadOnlyList<JournalRow> Read(long fromSequence, int maxRows) => inner.Read(fromSequence, maxRows);

    public void Dispose() => inner.Dispose();
}
