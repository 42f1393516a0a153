using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace Tessera.Journal.ReadModels;

/// <summary>Ids of large tables: 16 bytes, most significant first, where the text would take 30.</summary>
public static class IdColumn
{
    private const int Bytes = 16;

    public static byte[] Of(UInt128 id)
    {
        var bytes = new byte[Bytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        return bytes;
    }

    public static UInt128 Read(SqliteDataReader row, int column) =>
        BinaryPrimitives.ReadUInt128BigEndian(row.GetFieldValue<byte[]>(column));
}
