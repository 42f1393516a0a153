using Tessera.Core;
using Tessera.Primitives;

namespace Tessera.Journal.InMemory;

/// <summary>
/// A journal without a disk, for tests and simulation. It keeps the same promises as the durable ones.
/// </summary>
public sealed class MemoryJournal(MemoryStorage storage, int shard = 0) : IJournal
{
    private volatile JournalHead _head = HeadOf(storage, shard);
    private bool _claimed;

    public int Shard => shard;

    public JournalHead Head => _head;

    public long Claim()
    {
        lock (storage.Gate)
        {
            storage.Epoch++;
            _head = HeadOf(storage, shard);
            _claimed = true;
            return storage.Epoch;
        }
    }

    public void Append(JournalRow row, IReadOnlyList<ColdRow> coldRows)
    {
        Invariant.Check(_claimed, "a journal is claimed before it is appended to");
        _claimed = false;
        lock (storage.Gate)
        {
            if (row.Epoch != storage.Epoch)
            {
                throw new JournalException(
                    JournalFault.Fenced, $"Journal of shard {shard}: epoch {row.Epoch} is no longer the owner's.");
            }

            if (row.Sequence != _head.Sequence + 1 || row.PreviousHash != _head.Hash || row.Shard != shard)
            {
                throw new JournalException(
                    JournalFault.OutOfOrder,
                    $"Journal of shard {shard}: row {row.Sequence} does not follow row {_head.Sequence}.");
            }

            storage.Rows.Add(row with { Blob = row.Blob.ToArray() });
            foreach (var cold in coldRows)
            {
                storage.Cold[cold.Key] = cold with { Bytes = cold.Bytes.ToArray() };
            }
        }

        _head = row.Position;
        _claimed = true;
    }

    public IReadOnlyList<JournalRow> Read(long fromSequence, int maxRows)
    {
        lock (storage.Gate)
        {
            var first = (int)Math.Clamp(fromSequence - 1, 0, storage.Rows.Count);
            return storage.Rows.GetRange(first, Math.Min(maxRows, storage.Rows.Count - first));
        }
    }

    public bool TryReadCold(ColdKey key, out ColdRow row)
    {
        lock (storage.Gate)
        {
            return storage.Cold.TryGetValue(key, out row);
        }
    }

    public IReadOnlyList<ColdRow> ReadCold(ColdKey after, int maxRows)
    {
        Invariant.Check(_claimed, "a journal is claimed before its cold rows are read");
        lock (storage.Gate)
        {
            var order = storage.Cold.Comparer;
            return [.. storage.Cold.Values.Where(row => order.Compare(row.Key, after) > 0).Take(maxRows)];
        }
    }

    public void Dispose() => _claimed = false;

    private static JournalHead HeadOf(MemoryStorage storage, int shard)
    {
        lock (storage.Gate)
        {
            return storage.Rows.Count == 0 ? JournalHead.Empty(shard) : storage.Rows[^1].Position;
        }
    }
}
