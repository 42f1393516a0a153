using System.Buffers.Binary;

namespace Tessera.Simulation.Checker.Reading;

/// <summary>Reads the log of a simulated disk by its description alone: records of magic "TJL1", length and CRC-32C of
/// the content; in the content first the row, then cold rows, which the fold does not need.</summary>
internal static class LogReader
{
    private const uint Magic = 0x314C_4A54;
    private const int HeadBytes = 12;
    private const int RowBytes = 96;

    public static List<RawRow> Read(string node, ReadOnlySpan<byte> log, Findings findings)
    {
        var rows = new List<RawRow>();
        var at = 0;
        while (at + HeadBytes <= log.Length)
        {
            var head = log[at..];
            var size = BinaryPrimitives.ReadInt32LittleEndian(head[4..]);
            if (BinaryPrimitives.ReadUInt32LittleEndian(head) != Magic || size < RowBytes
                || size > head.Length - HeadBytes
                || Castagnoli.Of(head.Slice(HeadBytes, size)) != BinaryPrimitives.ReadUInt32LittleEndian(head[8..]))
            {
                break;
            }

            rows.Add(Row(head.Slice(HeadBytes, size)));
            at += HeadBytes + size;
        }

        if (at != log.Length)
        {
            findings.Add("C10", node, rows.Count + 1, $"{log.Length - at} bytes after the last whole record");
        }

        return rows;
    }

    private static RawRow Row(ReadOnlySpan<byte> content) => new()
    {
        Sequence = BinaryPrimitives.ReadInt64LittleEndian(content),
        Epoch = BinaryPrimitives.ReadInt64LittleEndian(content[8..]),
        Shard = BinaryPrimitives.ReadInt32LittleEndian(content[16..]),
        Checksum = BinaryPrimitives.ReadUInt32LittleEndian(content[20..]),
        PreviousHash = content.Slice(24, 32).ToArray(),
        Hash = content.Slice(56, 32).ToArray(),
        Events = content.Slice(RowBytes, BinaryPrimitives.ReadInt32LittleEndian(content[88..])).ToArray(),
    };
}
