using Tessera.Core;
using Tessera.Journal;

namespace Tessera.Simulation.Tests.Planted;

// Takes a failed append for done, as somebody does who calls a failed flush once more and believes its success.
internal sealed class SwallowingJournal(IJournal inner) : IJournal
{
    private JournalHead? believed;

    public int Shard => inner.Shard;

    public JournalHead Head => believed ?? inner.Head;

    public long Claim()
    {
        believed = null;
        return inner.Claim();
    }

    public void Append(JournalRow row, IReadOnlyList<ColdRow> coldRows)
    {
        try
        {
            inner.Append(row, coldRows);
            believed = null;
        }
        catch (JournalException error) when (error.Fault == JournalFault.Storage)
        {
            believed = row.Position;
        }
    }

    public bool TryReadCold(ColdKey key, out ColdRow row) => inner.TryReadCold(key, out row);

    public IReadOnlyList<ColdRow> ReadCold(ColdKey after, int maxRows) => inner.ReadCold(after, maxRows);

    public IReadOnlyList<JournalRow> Read(long fromSequence, int maxRows) => inner.Read(fromSequence, maxRows);

    public void Dispose() => inner.Dispose();
}
