using MemoryPack;
using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Journal;
using Tessera.Simulation.Disk;
using Tessera.Simulation.Evidence;

namespace Tessera.Simulation.Tests.Planted;

// A node's journal taken apart into events, changed, and written again with right checksums and a right chain: what a
// program with a bug would have left.
internal sealed class JournalEdit
{
    private readonly SeedEvidence evidence;
    private readonly string node;

    private JournalEdit(SeedEvidence evidence, string node)
    {
        (this.evidence, this.node) = (evidence, node);
        var log = evidence.Journals[node].AsSpan();
        var facts = new KnownFacts();
        while (JournalRecord.TryRead(log, out var record, out var length))
        {
            Rows.Add((record.Row.Epoch, [.. EventBatch.Read(record.Row, facts)]));
            log = log[length..];
        }
    }

    public List<(long Epoch, List<CoreEvent> Events)> Rows { get; } = [];

    public static JournalEdit Of(SeedEvidence evidence, string node = "network") => new(evidence, node);

    // Where the n-th event of a kind stands; (-1, -1) when there is none.
    public (int Row, int Index) Find<T>(Func<T, bool> isWanted, int skip = 0)
        where T : CoreEvent
    {
        for (var row = 0; row < Rows.Count; row++)
        {
            for (var index = 0; index < Rows[row].Events.Count; index++)
            {
                if (Rows[row].Events[index] is T found && isWanted(found) && skip-- == 0)
                {
                    return (row, index);
                }
            }
        }

        return (-1, -1);
    }

    // Null where the journal has no such event.
    public SeedEvidence? Replace<T>(Func<T, bool> isWanted, Func<T, IEnumerable<CoreEvent>> change, int skip = 0)
        where T : CoreEvent
    {
        var (row, index) = Find(isWanted, skip);
        if (row < 0)
        {
            return null;
        }

        var before = (T)Rows[row].Events[index];
        Rows[row].Events.RemoveAt(index);
        foreach (var (after, place) in change(before).Select((after, place) => (after, place)))
        {
            after.At = after.At == default ? before.At : after.At;
            Rows[row].Events.Insert(index + place, after);
        }

        return Finish();
    }

    // In a row of its own at the end.
    public SeedEvidence Append(CoreEvent change)
    {
        change.At = Rows[^1].Events[^1].At;
        Rows.Add((Rows[^1].Epoch, [change]));
        return Finish();
    }

    public SeedEvidence Finish()
    {
        var bytes = new List<byte>();
        var head = JournalHead.Empty(0);
        foreach (var (epoch, events) in Rows)
        {
            var row = JournalRow.After(head, epoch, MemoryPackSerializer.Serialize(events.ToArray()));
            bytes.AddRange(JournalRecord.Write(row, []));
            head = row.Position;
        }

        return With([.. bytes]);
    }

    public SeedEvidence With(byte[] log) => evidence with
    {
        Journals = evidence.Journals.ToDictionary(
            journal => journal.Key, journal => journal.Key == node ? log : journal.Value),
    };
}
