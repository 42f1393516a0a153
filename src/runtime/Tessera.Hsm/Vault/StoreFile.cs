using Microsoft.Data.Sqlite;

namespace Tessera.Hsm.Vault;

/// <summary>
/// A private SQLite file with one connection, one user at a time: WAL, synchronous FULL, deleted content overwritten.
/// </summary>
internal sealed class StoreFile : IDisposable
{
    private readonly Lock _using = new();
    private readonly SqliteConnection _connection;

    public StoreFile(string path, string schema)
    {
        PrivateFile.CreateIfAbsent(path);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
        }.ToString());
        _connection.Open();
        Execute("PRAGMA journal_mode=WAL");
        Execute("PRAGMA synchronous=FULL");
        Execute("PRAGMA secure_delete=ON");
        Execute(schema);
    }

    /// <summary>Runs work in one transaction; an exception rolls it back.</summary>
    public T InTransaction<T>(Func<StoreFile, T> work)
    {
        lock (_using)
        {
            using var transaction = _connection.BeginTransaction();
            var result = work(this);
            transaction.Commit();
            return result;
        }
    }

    /// <summary>Runs work that only reads.</summary>
    public T Reading<T>(Func<StoreFile, T> work)
    {
        lock (_using)
        {
            return work(this);
        }
    }

    public int Execute(string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>First column of the first row, or null.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    /// <summary>First column of every row.</summary>
    public List<T> Column<T>(string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = Command(sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(reader.GetFieldValue<T>(0));
        }
        return rows;
    }

    /// <summary>Empties the write-ahead log, so that overwritten content is gone from it too.</summary>
    public void EmptyLog()
    {
        lock (_using)
        {
            Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    public void Dispose()
    {
        lock (_using)
        {
            _connection.Dispose();
        }
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }
        return command;
    }
}
