using Microsoft.Data.Sqlite;

namespace Tessera.Simulation.Checker.Reading;

/// <summary>Reads the table of a server's journal.db, on a connection that writes nothing.</summary>
internal static class SqliteReader
{
    public static List<RawRow> Read(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT sequence, epoch, checksum, previous_hash, hash, events, shard FROM journal ORDER BY sequence";
        using var reader = command.ExecuteReader();
        var rows = new List<RawRow>();
        while (reader.Read())
        {
            rows.Add(new RawRow
            {
                Sequence = reader.GetInt64(0),
                Epoch = reader.GetInt64(1),
                Checksum = (uint)reader.GetInt64(2),
                PreviousHash = reader.GetFieldValue<byte[]>(3),
                Hash = reader.GetFieldValue<byte[]>(4),
                Events = reader.GetFieldValue<byte[]>(5),
                Shard = reader.GetInt32(6),
            });
        }

        return rows;
    }
}
