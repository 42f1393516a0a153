using Microsoft.Data.Sqlite;

namespace Tessera.Journal.Projections;

/// <summary>The file of the read models: one writer, any number of readers. Losing it costs a rebuild.</summary>
public sealed class ReadModelFile(string path)
{
    public string Path => path;

    public SqliteConnection OpenReader() => Open(SqliteOpenMode.ReadOnly);

    internal SqliteConnection OpenWriter()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        var connection = Open(SqliteOpenMode.ReadWriteCreate);
        using var command = connection.CreateCommand();
        // NORMAL may lose the last steps in a power loss, never tear one; the cursor then takes them in again.
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;";
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
