using Microsoft.Data.Sqlite;
using Tessera.Journal;
using Tessera.Journal.Sqlite;
using Tessera.Server.World;

namespace Tessera.Cli.Backup;

/// <summary>
/// Copies a data folder to one consistent point, also beside a running server. The journal goes first: a number, a
/// person and a key are stored before the event that names them, so what is copied later has all that the journal's
/// copy names. The head anchor is written last, and a journal without one does not open: half a copy is none.
/// </summary>
internal static class FolderCopy
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly string[] Stores = ["vault.db", "subjects.db"];

    /// <summary>What the copy of the journal holds. When it is not sound the copy has no anchor.</summary>
    public static JournalReport Make(SqliteFolder from, SqliteFolder to)
    {
        WorldSetup.CreatePrivate(to.Path);
        CopyDatabase(from.JournalFile, to.JournalFile);
        foreach (var store in Stores)
        {
            CopyDatabase(Path.Combine(from.Path, store), Path.Combine(to.Path, store));
        }

        CopyKeys(Path.Combine(from.Path, "keys"), Path.Combine(to.Path, "keys"));
        using var rows = new SqliteRows(to);
        var report = JournalVerifier.Verify(rows);
        if (report.IsSound)
        {
            new HeadAnchor(to.AnchorFile, to.Shard).Write(report.Head);
        }

        return report;
    }

    // One read transaction: what is committed after its begin is not in the copy, and the writer does not wait.
    private static void CopyDatabase(string from, string to)
    {
        CreatePrivate(to).Dispose();
        using var source = Open(from, SqliteOpenMode.ReadOnly);
        using var target = Open(to, SqliteOpenMode.ReadWrite);
        source.BackupDatabase(target);
    }

    // The key file only grows, and a line without its end is not read.
    private static void CopyKeys(string from, string to)
    {
        WorldSetup.CreatePrivate(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            using var source = new FileStream(
                file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var target = CreatePrivate(Path.Combine(to, Path.GetFileName(file)));
            source.CopyTo(target);
            target.Flush(flushToDisk: true);
        }
    }

    private static FileStream CreatePrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
        }.ToString());
        connection.Open();
        return connection;
    }
}
