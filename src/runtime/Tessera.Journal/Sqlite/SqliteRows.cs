using Microsoft.Data.Sqlite;
using Tessera.Core;

namespace Tessera.Journal.Sqlite;

/// <summary>
/// Reads committed rows on a read-only connection of its own, also while another process appends. Each call is one
/// short read transaction, so a slow reader never holds back the checkpoint.
/// </summary>
public sealed class SqliteRows : IRowSource, IDisposable
{
    private const int MaxRowsPerCall = 1_024;

    private readonly Lock _gate = new();
    private readonly SqliteFolder _folder;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _select;
    private readonly SqliteCold _cold;

    public SqliteRows(SqliteFolder folder)
    {
        _folder = folder;
        try
        {
            _connection = folder.OpenReader();
            SqliteSchema.RefuseUnknown(_connection);
            _select = _connection.CreateCommand();
            _select.CommandText = """
                SELECT sequence, epoch, checksum, previous_hash, hash, events, shard FROM journal
                WHERE sequence >= $from ORDER BY sequence LIMIT $limit
                """;
            _select.Parameters.AddWithValue("$from", 0L);
            _select.Parameters.AddWithValue("$limit", 0L);
            _cold = new SqliteCold(_connection, folder.Shard);
        }
        catch (SqliteException error)
        {
            _connection?.Dispose();
            throw Storage(folder.Shard, error);
        }
    }

    public int Shard => _folder.Shard;

    public IReadOnlyList<JournalRow> Read(long fromSequence, int maxRows) => Run(() =>
    {
        _select.Parameters["$from"].Value = fromSequence;
        _select.Parameters["$limit"].Value = (long)Math.Min(maxRows, MaxRowsPerCall);
        using var reader = _select.ExecuteReader();
        var rows = new List<JournalRow>();
        while (reader.Read())
        {
            rows.Add(ToRow(_folder.Shard, reader));
        }

        return rows;
    });

    public JournalHead ReadHead() => Run(() => ReadHead(_connection, _folder.Shard));

    public bool TryReadCold(ColdKey key, out ColdRow row)
    {
        var found = Run(() => _cold.TryRead(key, out var read) ? read : (ColdRow?)null);
        row = found.GetValueOrDefault();
        return found is not null;
    }

    public IReadOnlyList<ColdRow> ReadCold(ColdKey after, int maxRows) => Run(() => _cold.ReadAfter(after, maxRows));

    public void Dispose()
    {
        lock (_gate)
        {
            _select.Dispose();
            _cold.Dispose();
            _connection.Dispose();
        }
    }

    private T Run<T>(Func<T> read)
    {
        lock (_gate)
        {
            try
            {
                return read();
            }
            catch (SqliteException error)
            {
                throw Storage(_folder.Shard, error);
            }
        }
    }

    internal static JournalException Storage(int shard, Exception error) => new(
        JournalFault.Storage, $"Journal of shard {shard}: the storage failed ({error.Message}).", error);

    internal static JournalHead ReadHead(SqliteConnection connection, int shard)
    {
        if (!SqliteSchema.IsCreated(connection))
        {
            return JournalHead.Empty(shard);
        }

        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT sequence, epoch, checksum, previous_hash, hash, events, shard FROM journal
            ORDER BY sequence DESC LIMIT 1
            """;
        using var reader = command.ExecuteReader();
        if (!reader.Read())
        {
            return JournalHead.Empty(shard);
        }

        var row = ToRow(shard, reader);
        var fault = row.Check(new JournalHead(shard, row.Sequence - 1, row.PreviousHash));
        return fault == RowFault.None ? row.Position : throw JournalException.Damaged(shard, row.Sequence, fault);
    }

    /// <summary>A damaged page can give a column another type, so nothing is taken for granted.</summary>
    private static JournalRow ToRow(int shard, SqliteDataReader reader)
    {
        var sequence = reader.GetInt64(0);
        return reader.GetValue(1) is long epoch
            && reader.GetValue(2) is long checksum and >= 0 and <= uint.MaxValue
            && reader.GetValue(3) is byte[] previousBytes
            && RowHash.TryRead(previousBytes, out var previous)
            && reader.GetValue(4) is byte[] hashBytes
            && RowHash.TryRead(hashBytes, out var hash)
            && reader.GetValue(5) is byte[] events
            && reader.GetValue(6) is long owner and >= int.MinValue and <= int.MaxValue
            ? new JournalRow(new JournalHead((int)owner, sequence, hash), epoch, events, (uint)checksum, previous)
            : throw JournalException.Damaged(shard, sequence, RowFault.Unreadable);
    }
}
