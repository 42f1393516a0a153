using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tessera.Simulation.Checker.Reading;

/// <summary>C10 and C11 of one journal: hash chain, checksums, sequence without gap, owners that only follow each
/// other, and times that never go back. Gives the events of the rows that can be read.</summary>
internal static class ChainCheck
{
    public static NodeLog Run(string node, IReadOnlyList<RawRow> raw, Findings findings)
    {
        var rows = new List<LogRow>();
        var reader = new EventReader();
        var (previous, epoch, at) = (new byte[32], 0L, long.MinValue);
        foreach (var row in raw)
        {
            Links(node, row, rows.Count + 1, previous, findings);
            if (row.Epoch < epoch)
            {
                findings.Add("C11", node, row.Sequence, $"owner {row.Epoch} wrote after owner {epoch}");
            }

            (previous, epoch) = (row.Hash, row.Epoch);
            if (reader.TryRead(row.Events) is not { } events)
            {
                findings.Add("C10", node, row.Sequence, "its events cannot be read");
                break;
            }

            foreach (var change in events)
            {
                if (change.At.Nanoseconds < at)
                {
                    findings.Add("C11", node, row.Sequence, $"{change.GetType().Name} is earlier than the one before");
                }

                at = change.At.Nanoseconds;
            }

            rows.Add(new LogRow(row.Sequence, events));
        }

        return new NodeLog(node, rows);
    }

    private static void Links(string node, RawRow row, long expected, byte[] previous, Findings findings)
    {
        if (row.Sequence != expected)
        {
            findings.Add("C11", node, row.Sequence, $"row {expected} is missing");
        }

        if (!row.PreviousHash.AsSpan().SequenceEqual(previous))
        {
            findings.Add("C10", node, row.Sequence, "names another row before it");
        }

        if (Castagnoli.Of(row.Events) != row.Checksum)
        {
            findings.Add("C10", node, row.Sequence, "its events do not fit their checksum");
        }

        if (!HashOf(row).AsSpan().SequenceEqual(row.Hash))
        {
            findings.Add("C10", node, row.Sequence, "does not fit its hash");
        }
    }

    /// <summary>SHA-256 over "tessera.journal.1", shard, sequence, epoch, checksum, previous hash and events, numbers
    /// with the most significant byte first.</summary>
    internal static byte[] HashOf(RawRow row)
    {
        var domain = "tessera.journal.1"u8;
        var head = new byte[domain.Length + 24 + 32];
        domain.CopyTo(head);
        var fields = head.AsSpan(domain.Length);
        BinaryPrimitives.WriteInt32BigEndian(fields, row.Shard);
        BinaryPrimitives.WriteInt64BigEndian(fields[4..], row.Sequence);
        BinaryPrimitives.WriteInt64BigEndian(fields[12..], row.Epoch);
        BinaryPrimitives.WriteUInt32BigEndian(fields[20..], row.Checksum);
        row.PreviousHash.CopyTo(fields[24..]);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        hash.AppendData(row.Events);
        return hash.GetHashAndReset();
    }
}
