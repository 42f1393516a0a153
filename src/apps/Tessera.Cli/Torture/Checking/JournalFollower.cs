using Tessera.Core;
using Tessera.Journal;
using Tessera.Journal.Sqlite;

namespace Tessera.Cli.Torture.Checking;

/// <summary>Reads a folder's journal with a reader of its own, each time from where it stopped: rows that were there
/// once must still be there, unchanged.</summary>
internal sealed class JournalFollower(string folder)
{
    private readonly SqliteFolder files = new(folder);

    public ShardState State { get; } = new(new NoColdRows());

    public JournalFacts Facts { get; } = new();

    public JournalHead Head { get; private set; } = JournalHead.Empty(0);

    /// <summary>Empty when all is well, otherwise what the journal lost or what cannot be read.</summary>
    public Findings Follow()
    {
        var findings = new Findings();
        try
        {
            using var rows = new SqliteRows(files);
            if (Head.Sequence > 0
                && (rows.Read(Head.Sequence, 1) is not [var last] || last.Position != Head))
            {
                findings.Lose($"row {Head.Sequence} of the journal was there before and is not there any more");
                return findings;
            }

            foreach (var row in JournalWalk.After(rows, Head))
            {
                foreach (var change in EventBatch.Read(row, State.Facts.Known))
                {
                    State.Apply(change);
                    Facts.Add(change);
                }

                Head = row.Position;
            }
        }
        catch (Exception fault) when (fault is JournalException or Primitives.InvariantException)
        {
            findings.Break($"the journal: {fault.Message}");
        }

        return findings;
    }

    /// <summary>Payments that left memory are in the facts already.</summary>
    private sealed class NoColdRows : IColdSink
    {
        public void Put(ColdKey key, ReadOnlySpan<byte> row)
        {
        }
    }
}
