using System.Buffers.Binary;
using Tessera.Core;
using Tessera.Journal;
using Tessera.Primitives;

namespace Tessera.Simulation.Disk;

/// <summary>
/// The journal's port over a simulated disk. SQLite cannot run on one, so this is a log of our own that keeps the same
/// promises; the SQLite file is tried on real disks by tests of its own. The head anchor is written behind, as there.
/// </summary>
internal sealed class SimJournal(SimDisk disk, int shard = 0) : IJournal
{
    public const string LogName = "journal.log";
    public const string OwnerName = "owner";
    public const string AnchorName = "head.anchor";
    private const int AnchorEveryRows = 8;
    private const int AnchorBytes = 4 + 8 + RowHash.ByteCount + 4;

    private readonly SimFile log = disk.Open(LogName);
    private readonly List<JournalRow> rows = [];
    private readonly Dictionary<ColdKey, ColdRow> cold = [];
    private int end;
    private long epoch;
    private bool isClaimed;

    public int Shard => shard;

    public JournalHead Head { get; private set; } = JournalHead.Empty(shard);

    public long Claim()
    {
        isClaimed = false;
        return Guarded(() =>
        {
            log.Reload();
            disk.Open(OwnerName).Reload();
            disk.Open(AnchorName).Reload();
            Scan();
            CheckAnchor();
            CutTail();
            epoch = ReadEpoch() + 1;
            WriteEpoch();
            WriteAnchor();
            isClaimed = true;
            return epoch;
        });
    }

    public void Append(JournalRow row, IReadOnlyList<ColdRow> coldRows)
    {
        Invariant.Check(isClaimed, "a journal is claimed before it is appended to");
        isClaimed = false;
        if (row.Epoch != ReadEpoch())
        {
            throw new JournalException(JournalFault.Fenced, $"Journal of shard {shard}: another owner came.");
        }

        if (row.Sequence != Head.Sequence + 1 || row.PreviousHash != Head.Hash || row.Shard != shard)
        {
            throw new JournalException(JournalFault.OutOfOrder, $"Journal of shard {shard}: not the next row.");
        }

        var record = JournalRecord.Write(row, coldRows);
        Guarded(() =>
        {
            log.Write(end, record);
            log.Flush();
            return true;
        });
        end += record.Length;
        Take(new JournalRecord(row with { Blob = row.Blob.ToArray() }, coldRows));
        isClaimed = true;
        if (Head.Sequence % AnchorEveryRows == 0)
        {
            RefreshAnchor();
        }
    }

    public bool TryReadCold(ColdKey key, out ColdRow row) => cold.TryGetValue(key, out row);

    public IReadOnlyList<ColdRow> ReadCold(ColdKey after, int maxRows) =>
    [
        .. cold.Values.Where(row => (row.Key.Kind, row.Key.Id).CompareTo((after.Kind, after.Id)) > 0)
            .OrderBy(row => row.Key.Kind).ThenBy(row => row.Key.Id).Take(maxRows),
    ];

    public IReadOnlyList<JournalRow> Read(long fromSequence, int maxRows)
    {
        var first = (int)Math.Clamp(fromSequence - 1, 0, rows.Count);
        return rows.GetRange(first, Math.Min(maxRows, rows.Count - first));
    }

    public void Dispose() => isClaimed = false;

    /// <summary>The end of the newest record that the anchor vouches for: what lies before it is missed when it goes.
    /// </summary>
    public static int AnchoredBytes(SimDisk disk)
    {
        var bytes = disk.Open(AnchorName).Medium;
        return bytes.Length < AnchorBytes ? 0 : BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DiskException error)
        {
            throw new JournalException(
                JournalFault.Storage, $"Journal of shard {shard}: the storage failed ({error.Message}).", error);
        }
    }

    private void Scan()
    {
        rows.Clear();
        cold.Clear();
        (end, Head) = (0, JournalHead.Empty(shard));
        while (JournalRecord.TryRead(log.Bytes[end..], out var record, out var length))
        {
            Take(record);
            end += length;
        }
    }

    private void Take(JournalRecord record)
    {
        rows.Add(record.Row);
        foreach (var row in record.Cold)
        {
            cold[row.Key] = row;
        }

        Head = record.Row.Position;
    }

    private void CheckAnchor()
    {
        var bytes = disk.Open(AnchorName).Bytes;
        if (bytes.Length == 0)
        {
            return;
        }

        if (bytes.Length < AnchorBytes
            || Crc32C.Of(bytes[..(AnchorBytes - 4)]) != BinaryPrimitives.ReadUInt32LittleEndian(
                bytes[(AnchorBytes - 4)..]))
        {
            throw new JournalException(JournalFault.AnchorDamaged, $"The head anchor of shard {shard} is damaged.");
        }

        var sequence = BinaryPrimitives.ReadInt64LittleEndian(bytes[4..]);
        if (sequence > Head.Sequence)
        {
            throw new JournalException(
                JournalFault.RowsMissing, $"Journal of shard {shard}: row {sequence} was there and is not.");
        }

        if (sequence > 0 && rows[(int)sequence - 1].Hash != RowHash.Read(bytes[12..]))
        {
            throw new JournalException(JournalFault.Forked, $"Journal of shard {shard}: another history.");
        }
    }

    /// <summary>What follows the last whole record is a torn one, which nobody was told of, or damage when a whole one
    /// comes after it.</summary>
    private void CutTail()
    {
        var rest = log.Bytes[end..];
        for (var at = 1; at < rest.Length - JournalRecord.HeadBytes; at++)
        {
            if (rest[at] == 0x54 && JournalRecord.TryRead(rest[at..], out var found, out _)
                && found.Row.Sequence > Head.Sequence)
            {
                throw JournalException.Damaged(shard, Head.Sequence + 1, RowFault.Unreadable);
            }
        }

        if (rest.Length > 0)
        {
            log.Truncate(end);
            log.Flush();
        }
    }

    private long ReadEpoch()
    {
        var bytes = disk.Open(OwnerName).Bytes;
        return bytes.Length < 8 ? 0 : BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    private void WriteEpoch()
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, epoch);
        disk.Replace(OwnerName, bytes);
    }

    private void WriteAnchor()
    {
        Span<byte> bytes = stackalloc byte[AnchorBytes];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, end);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[4..], Head.Sequence);
        Head.Hash.Write(bytes[12..]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[(AnchorBytes - 4)..], Crc32C.Of(bytes[..(AnchorBytes - 4)]));
        disk.Replace(AnchorName, bytes);
    }

    /// <summary>The row is durable already: what happens to the anchor changes no answer.</summary>
    private void RefreshAnchor()
    {
        try
        {
            WriteAnchor();
        }
        catch (DiskException error) when (error.Fault != DiskFault.PowerCut)
        {
            // The next row tries again.
        }
    }
}
