using Microsoft.Data.Sqlite;

namespace Tessera.Hsm.Vault;

/// <summary>
/// One connection to a private SQLite file, for one user at a time: WAL, synchronous FULL, deleted content overwritten.
/// Each text is prepared once, so texts are constants.
/// </summary>
internal sealed class StoreConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    public StoreConnection(string path)
    {
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
        Execute("PRAGMA cache_size=-16000");
    }

    public int Execute(string sql, params ReadOnlySpan<(string Name, object Value)> values) =>
        Bind(sql, values).ExecuteNonQuery();

    /// <summary>First column of the first row, or null.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<(string Name, object Value)> values) =>
        Bind(sql, values).ExecuteScalar() is { } value and not DBNull ? value : null;

    /// <summary>First column of every row.</summary>
    public List<T> Column<T>(string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(reader.GetFieldValue<T>(0));
        }
        return rows;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }
        _connection.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<(string Name, object Value)> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in values)
            {
                command.Parameters.AddWithValue(name, DBNull.Value);
            }
            _prepared.Add(sql, command);
        }
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i].Value;
        }
        return command;
    }
}
