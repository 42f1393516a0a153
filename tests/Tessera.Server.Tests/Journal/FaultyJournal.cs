using Tessera.Core;
using Tessera.Journal;

namespace Tessera.Server.Tests.Journal;

/// <summary>Fails an append before or after the row is durable, and claims while the storage is down.</summary>
internal sealed class FaultyJournal(IJournal inner) : IJournal
{
    public enum Fault
    {
        None,
        BeforeTheRow,
        AfterTheRow,
    }

    public Fault Next { get; set; }

    public int ClaimsToFail { get; set; }

    public int Shard => inner.Shard;

    public JournalHead Head => inner.Head;

    public long Claim()
    {
        if (ClaimsToFail > 0)
        {
            ClaimsToFail--;
            throw new JournalException(JournalFault.Storage, "The storage is down.");
        }

        return inner.Claim();
    }

    public void Append(JournalRow row, IReadOnlyList<ColdRow> coldRows)
    {
        var fault = Next;
        Next = Fault.None;
        if (fault != Fault.BeforeTheRow)
        {
            inner.Append(row, coldRows);
        }

        if (fault != Fault.None)
        {
            throw new JournalException(JournalFault.Storage, "The flush failed.");
        }
    }

    public IReadOnlyList<JournalRow> Read(long fromSequence, int maxRows) => inner.Read(fromSequence, maxRows);

    public bool TryReadCold(ColdKey key, out ColdRow row) => inner.TryReadCold(key, out row);

    public IReadOnlyList<ColdRow> ReadCold(ColdKey after, int maxRows) => inner.ReadCold(after, maxRows);

    public void Dispose() => inner.Dispose();
}
