using System.Buffers;
using System.Buffers.Binary;
using Tessera.Core;
using Tessera.Journal;

namespace Tessera.Simulation.Disk;

/// <summary>
/// A journal row and its cold rows as one record of a log: magic, length and CRC-32C of the content, content. One
/// record is one transaction: it is there as a whole or not at all.
/// </summary>
internal sealed record JournalRecord(JournalRow Row, IReadOnlyList<ColdRow> Cold)
{
    public const uint Magic = 0x314C_4A54;
    public const int HeadBytes = 12;
    private const int RowBytes = 8 + 8 + 4 + 4 + (2 * RowHash.ByteCount) + 4 + 4;
    private const int ColdBytes = 1 + 16 + 8 + 4;

    public static byte[] Write(JournalRow row, IReadOnlyList<ColdRow> cold)
    {
        var length = RowBytes + row.Blob.Length + cold.Sum(each => ColdBytes + each.Bytes.Length);
        var record = new byte[HeadBytes + length];
        var content = record.AsSpan(HeadBytes);
        BinaryPrimitives.WriteInt64LittleEndian(content, row.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(content[8..], row.Epoch);
        BinaryPrimitives.WriteInt32LittleEndian(content[16..], row.Shard);
        BinaryPrimitives.WriteUInt32LittleEndian(content[20..], row.Checksum);
        row.PreviousHash.Write(content[24..]);
        row.Hash.Write(content[56..]);
        BinaryPrimitives.WriteInt32LittleEndian(content[88..], row.Blob.Length);
        BinaryPrimitives.WriteInt32LittleEndian(content[92..], cold.Count);
        row.Blob.Span.CopyTo(content[RowBytes..]);
        var at = RowBytes + row.Blob.Length;
        foreach (var each in cold)
        {
            content[at] = (byte)each.Key.Kind;
            BinaryPrimitives.WriteUInt128LittleEndian(content[(at + 1)..], each.Key.Id);
            BinaryPrimitives.WriteInt64LittleEndian(content[(at + 17)..], each.Version);
            BinaryPrimitives.WriteInt32LittleEndian(content[(at + 25)..], each.Bytes.Length);
            each.Bytes.Span.CopyTo(content[(at + ColdBytes)..]);
            at += ColdBytes + each.Bytes.Length;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(record, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(4), length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Crc32C.Of(content));
        return record;
    }

    /// <summary>False at the end of the log and where the bytes are no whole record.</summary>
    public static bool TryRead(ReadOnlySpan<byte> log, out JournalRecord record, out int length)
    {
        record = null!;
        length = 0;
        if (log.Length < HeadBytes || BinaryPrimitives.ReadUInt32LittleEndian(log) != Magic)
        {
            return false;
        }

        var size = BinaryPrimitives.ReadInt32LittleEndian(log[4..]);
        if (size < RowBytes || size > log.Length - HeadBytes)
        {
            return false;
        }

        var content = log.Slice(HeadBytes, size);
        if (Crc32C.Of(content) != BinaryPrimitives.ReadUInt32LittleEndian(log[8..]))
        {
            return false;
        }

        length = HeadBytes + size;
        record = Read(content);
        return true;
    }

    private static JournalRecord Read(ReadOnlySpan<byte> content)
    {
        var blob = content.Slice(RowBytes, BinaryPrimitives.ReadInt32LittleEndian(content[88..])).ToArray();
        var head = new JournalHead(
            BinaryPrimitives.ReadInt32LittleEndian(content[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(content),
            RowHash.Read(content[56..]));
        var row = new JournalRow(
            head, BinaryPrimitives.ReadInt64LittleEndian(content[8..]), blob,
            BinaryPrimitives.ReadUInt32LittleEndian(content[20..]), RowHash.Read(content[24..]));
        var cold = new ColdRow[BinaryPrimitives.ReadInt32LittleEndian(content[92..])];
        var at = RowBytes + blob.Length;
        for (var i = 0; i < cold.Length; i++)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(content[(at + 25)..]);
            cold[i] = new ColdRow(
                new ColdKey((ColdKind)content[at], BinaryPrimitives.ReadUInt128LittleEndian(content[(at + 1)..])),
                BinaryPrimitives.ReadInt64LittleEndian(content[(at + 17)..]),
                content.Slice(at + ColdBytes, size).ToArray());
            at += ColdBytes + size;
        }

        return new JournalRecord(row, cold);
    }
}
