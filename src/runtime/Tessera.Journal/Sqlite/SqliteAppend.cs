using Microsoft.Data.Sqlite;
using Tessera.Core;

namespace Tessera.Journal.Sqlite;

/// <summary>The prepared statements of one append: one transaction, one flush.</summary>
internal sealed class SqliteAppend : IDisposable
{
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _row;
    private readonly SqliteCommand _cold;
    private readonly SqliteCommand _commit;

    public SqliteAppend(SqliteConnection connection, int shard)
    {
        _begin = Command(connection, "BEGIN IMMEDIATE");
        _commit = Command(connection, "COMMIT");
        _row = Command(
            connection,
            """
            INSERT INTO journal (shard, sequence, epoch, checksum, previous_hash, hash, events)
            SELECT shard, $sequence, epoch, $checksum, $previous, $hash, $events
            FROM owner WHERE shard = $shard AND epoch = $epoch
            """);
        _row.Parameters.AddWithValue("$shard", shard);
        AddEmpty(_row, "$sequence", "$epoch", "$checksum", "$previous", "$hash", "$events");
        _cold = Command(
            connection,
            """
            INSERT INTO cold (shard, kind, id, version, checksum, bytes)
            VALUES ($shard, $kind, $id, $version, $checksum, $bytes)
            ON CONFLICT (shard, kind, id) DO UPDATE
            SET version = excluded.version, checksum = excluded.checksum, bytes = excluded.bytes
            """);
        _cold.Parameters.AddWithValue("$shard", shard);
        AddEmpty(_cold, "$kind", "$id", "$version", "$checksum", "$bytes");
    }

    /// <summary>False when the epoch is no longer the owner's; nothing is written then.</summary>
    public bool TryWrite(JournalRow row, IReadOnlyList<ColdRow> coldRows)
    {
        _begin.ExecuteNonQuery();
        Set(_row, "$sequence", row.Sequence);
        Set(_row, "$epoch", row.Epoch);
        Set(_row, "$checksum", (long)row.Checksum);
        Set(_row, "$previous", row.PreviousHash.ToArray());
        Set(_row, "$hash", row.Hash.ToArray());
        Set(_row, "$events", row.Blob.ToArray());
        if (_row.ExecuteNonQuery() != 1)
        {
            return false;
        }

        foreach (var cold in coldRows)
        {
            Set(_cold, "$kind", (long)cold.Key.Kind);
            Set(_cold, "$id", SqliteCold.ToBytes(cold.Key.Id));
            Set(_cold, "$version", cold.Version);
            Set(_cold, "$checksum", (long)Crc32C.Of(cold.Bytes.Span));
            Set(_cold, "$bytes", cold.Bytes.ToArray());
            _cold.ExecuteNonQuery();
        }

        _commit.ExecuteNonQuery();
        return true;
    }

    public void Dispose()
    {
        _begin.Dispose();
        _row.Dispose();
        _cold.Dispose();
        _commit.Dispose();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void AddEmpty(SqliteCommand command, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            command.Parameters.AddWithValue(name, DBNull.Value);
        }
    }

    private static void Set(SqliteCommand command, string name, object value) => command.Parameters[name].Value = value;
}
