using System.CommandLine;
using System.Text.Json;
using Tessera.Journal;
using Tessera.Journal.Sqlite;

namespace Tessera.Cli.JournalVerbs;

/// <summary><c>tessera journal verify</c>: every row, link and checksum, and the head against its anchor.</summary>
internal static class VerifyVerb
{
    private const long RowsPerReport = 10_000;

    public static Command Create()
    {
        var data = JournalVerb.DataOption();
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var verb = new Command("verify", Usage.Text(
            "Walks the whole hash chain of the journal and compares its end with the head anchor.",
            "Exit codes: 0 sound; 1 a row is damaged or rows are missing; 2 no journal there.",
            "tessera journal verify --data ./data",
            "tessera journal verify --data ./data --json"))
        {
            data,
            json,
        };
        verb.SetAction(result => JournalVerb.On(
            result.GetValue(data)!, folder => Verify(folder, result.GetValue(json))));
        return verb;
    }

    private static int Verify(SqliteFolder folder, bool isJson)
    {
        using var rows = new SqliteRows(folder);
        var report = JournalVerifier.Verify(rows, new RowsRead());
        var anchor = CheckAnchor(folder);
        var isSound = report.IsSound && anchor.Length == 0;
        Console.Out.WriteLine(isJson ? ToJson(report, anchor, isSound) : ToText(report, anchor));
        return isSound ? ExitCode.Success : ExitCode.Failure;
    }

    private static string CheckAnchor(SqliteFolder folder)
    {
        try
        {
            SqliteJournal.CheckHead(folder);
            return "";
        }
        catch (JournalException error)
        {
            return error.Message;
        }
    }

    private static string ToText(JournalReport report, string anchor)
    {
        var rows = report.IsSound
            ? $"{report.RowsChecked} rows are sound; head {report.Head.Sequence} {report.Head.Hash}"
            : $"Row {report.BadSequence} is damaged ({report.Fault}); "
                + $"the {report.RowsChecked} rows before it are sound";
        return anchor.Length == 0 ? rows : $"{rows}\n{anchor}";
    }

    private static string ToJson(JournalReport report, string anchor, bool isSound) => JsonSerializer.Serialize(
        new
        {
            sound = isSound,
            rows = report.RowsChecked,
            head = report.Head.Sequence,
            hash = report.Head.Hash.ToString(),
            bad_row = report.BadSequence,
            fault = report.Fault.ToString(),
            anchor,
        },
        JsonOutput.Indented);

    /// <summary>A line to stderr every so many rows of a long journal.</summary>
    private sealed class RowsRead : IProgress<long>
    {
        public void Report(long value)
        {
            if (value % RowsPerReport == 0)
            {
                Console.Error.WriteLine($"{value} rows");
            }
        }
    }
}
