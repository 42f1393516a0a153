using System.CommandLine;
using Tessera.Journal;
using Tessera.Journal.Sqlite;

namespace Tessera.Cli.JournalVerbs;

/// <summary>
/// <c>tessera journal accept-head</c>: after a restore, or a loss that was looked into, the operator takes the journal
/// as it is. Nothing does this by itself.
/// </summary>
internal static class AcceptHeadVerb
{
    public static Command Create()
    {
        var data = JournalVerb.DataOption();
        var verb = new Command("accept-head", Usage.Text(
            "Takes the end of a sound journal as its head and writes a new head anchor. Rows that the old anchor "
            + "knew and the journal lacks stay lost: settle them by hand first.",
            "Exit codes: 0 accepted; 1 the journal is damaged or in use; 2 no journal there.",
            "tessera journal accept-head --data ./data"))
        {
            data,
        };
        verb.SetAction(result => JournalVerb.On(result.GetValue(data)!, Accept));
        return verb;
    }

    private static int Accept(SqliteFolder folder)
    {
        using var folderLock = FolderLock.Take(folder.LockFile);
        using var rows = new SqliteRows(folder);
        var report = JournalVerifier.Verify(rows);
        if (!report.IsSound)
        {
            throw JournalException.Damaged(folder.Shard, report.BadSequence, report.Fault);
        }

        new HeadAnchor(folder.AnchorFile, folder.Shard).Write(report.Head);
        Console.Out.WriteLine($"Head accepted: row {report.Head.Sequence} {report.Head.Hash}");
        return ExitCode.Success;
    }
}
