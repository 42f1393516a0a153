using System.Globalization;
using Microsoft.Data.Sqlite;
using Tessera.Journal.Projections;
using Tessera.Primitives;

namespace Tessera.Journal.ReadModels;

/// <summary>How read models keep dates and times, and one query on a pooled read-only connection.</summary>
internal static class Sql
{
    public static List<T> List<T>(
        ReadModelFile file, string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<object?> values)
    {
        using var connection = file.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"?{i + 1}", values[i] ?? DBNull.Value);
        }

        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    public static Timestamp Time(SqliteDataReader reader, int column) => new(reader.GetInt64(column));

    public static Timestamp? TimeOrNull(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new Timestamp(reader.GetInt64(column));

    public static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly Date(SqliteDataReader reader, int column) =>
        DateOnly.ParseExact(reader.GetString(column), "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
