using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using Tessera.Core;

namespace Tessera.Journal.Sqlite;

/// <summary>Reads cold rows on one connection.</summary>
internal sealed class SqliteCold : IDisposable
{
    private const int IdBytes = 16;

    private readonly int _shard;
    private readonly SqliteCommand _one;
    private readonly SqliteCommand _after;

    public SqliteCold(SqliteConnection connection, int shard)
    {
        _shard = shard;
        _one = connection.CreateCommand();
        _one.CommandText = """
            SELECT kind, id, version, checksum, bytes FROM cold WHERE shard = $shard AND kind = $kind AND id = $id
            """;
        _after = connection.CreateCommand();
        _after.CommandText = """
            SELECT kind, id, version, checksum, bytes FROM cold
            WHERE shard = $shard AND (kind, id) > ($kind, $id) ORDER BY kind, id LIMIT $limit
            """;
        _after.Parameters.AddWithValue("$limit", 0L);
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[_one, _after])
        {
            command.Parameters.AddWithValue("$shard", shard);
            command.Parameters.AddWithValue("$kind", DBNull.Value);
            command.Parameters.AddWithValue("$id", DBNull.Value);
        }
    }

    public static byte[] ToBytes(UInt128 id)
    {
        var bytes = new byte[IdBytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        return bytes;
    }

    public bool TryRead(ColdKey key, out ColdRow row)
    {
        SetKey(_one, key);
        using var reader = _one.ExecuteReader();
        if (!reader.Read())
        {
            row = default;
            return false;
        }

        row = ToRow(reader);
        return true;
    }

    public IReadOnlyList<ColdRow> ReadAfter(ColdKey key, int maxRows)
    {
        SetKey(_after, key);
        _after.Parameters["$limit"].Value = (long)maxRows;
        using var reader = _after.ExecuteReader();
        var rows = new List<ColdRow>();
        while (reader.Read())
        {
            rows.Add(ToRow(reader));
        }

        return rows;
    }

    public void Dispose()
    {
        _one.Dispose();
        _after.Dispose();
    }

    private static void SetKey(SqliteCommand command, ColdKey key)
    {
        command.Parameters["$kind"].Value = (long)key.Kind;
        command.Parameters["$id"].Value = ToBytes(key.Id);
    }

    private ColdRow ToRow(SqliteDataReader reader)
    {
        var kind = reader.GetInt64(0);
        var id = reader.GetFieldValue<byte[]>(1);
        var bytes = reader.GetFieldValue<byte[]>(4);
        if (id.Length != IdBytes || kind is < 0 or > byte.MaxValue || Crc32C.Of(bytes) != reader.GetInt64(3))
        {
            throw new JournalException(
                JournalFault.Damaged,
                $"Journal of shard {_shard}: cold row {kind}/{Convert.ToHexString(id)} is damaged.");
        }

        var key = new ColdKey((ColdKind)kind, BinaryPrimitives.ReadUInt128BigEndian(id));
        return new ColdRow(key, reader.GetInt64(2), bytes);
    }
}
