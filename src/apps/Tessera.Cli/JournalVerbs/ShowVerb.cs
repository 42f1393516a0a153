using System.CommandLine;
using System.Text.Json;
using Tessera.Core.Directory;
using Tessera.Journal;
using Tessera.Journal.Dump;
using Tessera.Journal.Sqlite;

namespace Tessera.Cli.JournalVerbs;

/// <summary><c>tessera journal show</c>: rows as JSON lines, card numbers masked.</summary>
internal static class ShowVerb
{
    private const int RowsPerRead = 64;

    public static Command Create()
    {
        var data = JournalVerb.DataOption();
        var from = new Option<long>("--from") { Description = "First row.", DefaultValueFactory = _ => 1 };
        var limit = new Option<long>("--limit")
        {
            Description = "Most rows.",
            DefaultValueFactory = _ => long.MaxValue,
        };
        var verb = new Command("show", Usage.Text(
            "Prints the rows of the journal, one JSON object a line, with their events decoded and masked.",
            "Exit codes: 0 shown; 1 a row is damaged (the rows before it are shown); 2 no journal there.",
            "tessera journal show --data ./data",
            "tessera journal show --data ./data --from 100 --limit 5"))
        {
            data,
            from,
            limit,
        };
        verb.SetAction(result => JournalVerb.On(
            result.GetValue(data)!,
            folder => Show(folder, Math.Max(result.GetValue(from), 1), result.GetValue(limit))));
        return verb;
    }

    private static int Show(SqliteFolder folder, long from, long limit)
    {
        using var rows = new SqliteRows(folder);
        using var output = Console.OpenStandardOutput();
        var facts = EventBatch.FactsOf(rows);
        while (limit > 0 && rows.Read(from, (int)Math.Min(limit, RowsPerRead)) is { Count: > 0 } page)
        {
            foreach (var row in page)
            {
                Print(output, row, facts);
            }

            from += page.Count;
            limit -= page.Count;
        }

        return ExitCode.Success;
    }

    private static void Print(Stream output, JournalRow row, KnownFacts facts)
    {
        var before = new JournalHead(row.Shard, row.Sequence - 1, row.PreviousHash);
        if (row.Check(before) is var fault and not RowFault.None)
        {
            throw JournalException.Damaged(row.Shard, row.Sequence, fault);
        }

        using (var writer = new Utf8JsonWriter(output))
        {
            JournalDump.WriteRow(writer, row, facts);
        }

        output.WriteByte((byte)'\n');
    }
}
