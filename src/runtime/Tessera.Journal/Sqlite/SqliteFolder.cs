using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Tessera.Journal.Sqlite;

/// <summary>The file names of one shard's folder and how its database is opened.</summary>
public sealed record SqliteFolder(string Path, int Shard = 0)
{
    private const int BusyTimeoutSeconds = 5;

    public string JournalFile => System.IO.Path.Combine(Path, "journal.db");

    public string AnchorFile => System.IO.Path.Combine(Path, "head.anchor");

    public string LockFile => System.IO.Path.Combine(Path, "journal.lock");

    public string SnapshotFolder => System.IO.Path.Combine(Path, "snapshots");

    public string ReadModelFile => System.IO.Path.Combine(Path, "read-model.db");

    internal SqliteConnection OpenWriter()
    {
        var connection = Open(SqliteOpenMode.ReadWriteCreate);
        try
        {
            // Set on each connection: the defaults of a build may differ, and durability rests on these.
            Run(connection, "PRAGMA journal_mode=WAL");
            Run(connection, "PRAGMA synchronous=FULL");
            Run(connection, "PRAGMA wal_autocheckpoint=0");
            Run(connection, "PRAGMA cache_size=-16384");
            Run(connection, "PRAGMA busy_timeout=5000");
            Demand(connection, "journal_mode", "wal");
            Demand(connection, "synchronous", "2");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    internal SqliteConnection OpenCheckpointer()
    {
        var connection = Open(SqliteOpenMode.ReadWrite);
        Run(connection, "PRAGMA synchronous=FULL");
        Run(connection, "PRAGMA wal_autocheckpoint=0");
        return connection;
    }

    /// <summary>A read-only connection also leaves the write-ahead log where it is when it closes.</summary>
    internal SqliteConnection OpenReader() => Open(SqliteOpenMode.ReadOnly);

    internal static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A file system that cannot do it answers with another mode, not with an error.</summary>
    private static void Demand(SqliteConnection connection, string pragma, string wanted)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        var found = Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (!string.Equals(found, wanted, StringComparison.Ordinal))
        {
            throw new JournalException(
                JournalFault.Storage, $"journal.db runs with {pragma} {found}; durability needs {wanted}.");
        }
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = JournalFile,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = BusyTimeoutSeconds,
        };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
