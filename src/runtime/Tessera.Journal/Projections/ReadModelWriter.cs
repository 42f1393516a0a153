using Microsoft.Data.Sqlite;

namespace Tessera.Journal.Projections;

/// <summary>Runs a projection's statements inside the runner's transaction; each text is prepared once.</summary>
public sealed class ReadModelWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, ReadModelStatement> _prepared = new(StringComparer.Ordinal);

    internal ReadModelWriter(SqliteConnection connection) => _connection = connection;

    /// <summary>Returns the number of rows changed. Parameters are numbered ?1, ?2, …</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        var statement = Prepare(sql);
        for (var i = 0; i < values.Length; i++)
        {
            statement.Bind(i + 1, values[i]);
        }

        return statement.Run();
    }

    /// <summary>For statements that run so often that boxed values would be felt.</summary>
    public ReadModelStatement Prepare(string sql)
    {
        if (!_prepared.TryGetValue(sql, out var statement))
        {
            statement = new ReadModelStatement(_connection.Handle!, sql);
            _prepared.Add(sql, statement);
        }

        return statement;
    }

    public void Dispose() => Forget();

    /// <summary>After a schema change.</summary>
    internal void Forget()
    {
        foreach (var statement in _prepared.Values)
        {
            statement.Dispose();
        }

        _prepared.Clear();
    }
}
