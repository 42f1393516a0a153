using Microsoft.Data.Sqlite;
using Tessera.Journal.Projections;

namespace Tessera.Server.World;

/// <summary>Reading of the read models; texts of SQL are ours, values are always parameters.</summary>
internal static class ReadModelQueries
{
    public static IReadOnlyList<T> Rows<T>(
        this ReadModelFile file, string sql, IReadOnlyList<(string Name, object Value)> values,
        Func<SqliteDataReader, T> read)
    {
        using var connection = file.OpenReader();
        return Rows(connection, sql, values, read);
    }

    /// <summary>Newest first; null when the cursor names no row that the filter shows.</summary>
    public static Page<T>? Page<T>(
        this ReadModelFile file, PageSql list, IReadOnlyList<(string Name, object Value)> values, int limit,
        string? startingAfter, Func<SqliteDataReader, T> read)
    {
        using var connection = file.OpenReader();
        var before = long.MaxValue;
        if (startingAfter is not null)
        {
            var found = Rows(
                connection, $"SELECT number FROM {list.Table} WHERE number = ({list.Cursor}) AND ({list.Filter})",
                [.. values, ("$cursor", startingAfter)], row => row.GetInt64(0));
            if (found.Count == 0)
            {
                return null;
            }

            before = found[0];
        }

        var rows = Rows(
            connection,
            $"""
            SELECT {list.Columns} FROM {list.Table} WHERE number < $before AND ({list.Filter})
            ORDER BY number DESC LIMIT $limit
            """,
            [.. values, ("$before", before), ("$limit", limit + 1)], read);
        return new Page<T>([.. rows.Take(limit)], rows.Count > limit);
    }

    private static List<T> Rows<T>(
        SqliteConnection connection, string sql, IReadOnlyList<(string Name, object Value)> values,
        Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
