using System.CommandLine;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Tessera.Cli.JournalVerbs;
using Tessera.Journal;
using Tessera.Journal.Sqlite;

namespace Tessera.Cli.Backup;

/// <summary><c>tessera backup</c>: a copy of a data folder that a server can be started on.</summary>
internal static class BackupVerb
{
    public static Command Create()
    {
        var data = JournalVerb.DataOption();
        var to = new Option<string>("--to") { Description = "A new or empty folder.", Required = true };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var verb = new Command("backup", Usage.Text(
            "Copies journal, card vault, personal data and keys to one consistent point, also while a server works on "
            + "the folder, and checks the copy's chain. The copy holds keys and card numbers: keep it as safe.",
            "Exit codes: 0 copied and sound; 1 not; 2 no journal there, or the target is not empty.",
            "tessera backup --data ./data --to /backups/2026-11-25",
            "tessera serve --data /backups/2026-11-25"))
        {
            data,
            to,
            json,
        };
        verb.SetAction(result => JournalVerb.On(
            result.GetValue(data)!,
            folder => Copy(folder, new SqliteFolder(result.GetValue(to)!), result.GetValue(json))));
        return verb;
    }

    private static int Copy(SqliteFolder from, SqliteFolder to, bool isJson)
    {
        if (Directory.Exists(to.Path) && Directory.EnumerateFileSystemEntries(to.Path).Any())
        {
            Console.Error.WriteLine($"{to.Path} is not empty");
            return ExitCode.Usage;
        }

        try
        {
            var report = FolderCopy.Make(from, to);
            Console.Out.WriteLine(isJson ? ToJson(report) : ToText(report));
            return report.IsSound ? ExitCode.Success : ExitCode.Failure;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SqliteException)
        {
            Console.Error.WriteLine($"The backup failed and is not whole: {fault.Message}");
            return ExitCode.Failure;
        }
    }

    private static string ToText(JournalReport report) => report.IsSound
        ? $"Copied up to row {report.Head.Sequence} {report.Head.Hash}; the chain is sound"
        : $"Row {report.BadSequence} of the copy is damaged ({report.Fault}): this is no backup";

    private static string ToJson(JournalReport report) => JsonSerializer.Serialize(
        new { sound = report.IsSound, head = report.Head.Sequence, hash = report.Head.Hash.ToString() },
        JsonOutput.Indented);
}
