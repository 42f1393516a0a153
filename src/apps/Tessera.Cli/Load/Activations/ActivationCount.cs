using Tessera.Core.Activation;
using Tessera.Journal;
using Tessera.Journal.Sqlite;

namespace Tessera.Cli.Load.Activations;

/// <summary>Counts activations in the events of a journal, beside the server that writes it.</summary>
internal sealed class ActivationCount(string folder)
{
    private JournalHead head = JournalHead.Empty(0);
    private long completed;

    /// <summary>All up to now.</summary>
    public long Read()
    {
        using var rows = new SqliteRows(new SqliteFolder(folder));
        var facts = EventBatch.FactsOf(rows);
        foreach (var row in JournalWalk.After(rows, head))
        {
            completed += EventBatch.Read(row, facts).Count(change => change is ActivationEvent.Completed);
            head = row.Position;
        }

        return completed;
    }
}
