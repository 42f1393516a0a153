using Tessera.Core;
using Tessera.Journal;

namespace Tessera.Simulation.Tests.Planted;

// Keeps no cold rows, or only the first version of each.
internal sealed class ForgetfulJournal(IJournal inner, bool keepsFirst) : IJournal
{
    private readonly HashSet<ColdKey> known = [];

    public int Shard => inner.Shard;

    public JournalHead Head => inner.Head;

    public long Claim() => inner.Claim();

    public void Append(JournalRow row, IReadOnlyList<ColdRow> coldRows) => inner.Append(
        row, keepsFirst ? [.. coldRows.Where(cold => known.Add(cold.Key))] : []);

    public bool TryReadCold(ColdKey key, out ColdRow row) => inner.TryReadCold(key, out row);

    public IReadOnlyList<ColdRow> ReadCold(ColdKey after, int maxRows) => inner.ReadCold(after, maxRows);

    public IReadOnlyList<JournalRow> Read(long fromSequence, int maxRows) => inner.Read(fromSequence, maxRows);

    public void Dispose() => inner.Dispose();
}
