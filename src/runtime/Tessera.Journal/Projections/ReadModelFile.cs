using Microsoft.Data.Sqlite;

namespace Tessera.Journal.Projections;

/// <summary>The file of the read models: one writer, any number of readers. Losing it costs a rebuild.</summary>
public sealed class ReadModelFile(string path)
{
    // NORMAL may lose the last steps in a power loss, never tear one; the cursor then takes them in again. The cache
    // holds the pages of one large transaction, and a page that many transactions change is copied to the file once.
    private const string Settings = """
        PRAGMA journal_mode=WAL;
        PRAGMA synchronous=NORMAL;
        PRAGMA cache_size=-65536;
        PRAGMA wal_autocheckpoint=8192;
        """;

    public string Path => path;

    public SqliteConnection OpenReader() => Open(SqliteOpenMode.ReadOnly);

    internal SqliteConnection OpenWriter()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        var connection = Open(SqliteOpenMode.ReadWriteCreate);
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
        return connection;
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = mode == SqliteOpenMode.ReadOnly,
        }.ToString());
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
