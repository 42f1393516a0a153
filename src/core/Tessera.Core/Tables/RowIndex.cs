using System.Numerics;

namespace Tessera.Core.Tables;

// Row numbers by a key that the rows themselves hold: four bytes and some slack an entry. Open addressing with linear
// probing in a thousand segments that grow one by one, so that no insertion waits for the whole index to be moved. Five
// bits of the hash stand beside the row number, so that a search reads hardly any row but the one it looks for.
public sealed class RowIndex<TRow, TKey>(ChunkedTable<TRow> rows)
    where TRow : unmanaged
    where TKey : IRowKey<TRow>
{
    private const int SegmentBits = 10;
    private const int FirstBuckets = 4;
    private const int RowBits = 27;
    private const uint RowMask = (1 << RowBits) - 1;
    private const uint Free = 0;

    // Some bits of the hash, then the row number plus one.
    private readonly uint[]?[] segments = new uint[]?[1 << SegmentBits];
    private readonly int[] counts = new int[1 << SegmentBits];

    public bool TryFind(UInt128 key, out int row)
    {
        var hash = HashOf(key);
        if (segments[SegmentOf(hash)] is { } buckets)
        {
            var mark = MarkOf(hash);
            for (var at = FirstOf(hash, buckets); buckets[at] != Free; at = Next(at, buckets))
            {
                row = RowOf(buckets[at]);
                if ((buckets[at] & ~RowMask) == mark && TKey.Of(rows[row]) == key)
                {
                    return true;
                }
            }
        }

        row = -1;
        return false;
    }

    public bool Contains(UInt128 key) => TryFind(key, out _);

    // Reads where a search for the key begins, so that it is in the processor's cache when the search comes.
    public uint Touch(UInt128 key)
    {
        var hash = HashOf(key);
        return segments[SegmentOf(hash)] is { } buckets ? buckets[FirstOf(hash, buckets)] : Free;
    }

    // The row holds the key already, and no other row of this index does.
    public void Add(int row)
    {
        Invariant.Check(row < RowMask, "an index has room for every row number");
        var hash = HashOf(TKey.Of(rows[row]));
        var segment = SegmentOf(hash);
        var buckets = segments[segment] ??= new uint[FirstBuckets];
        if ((counts[segment] + 1) * 4 > buckets.Length * 3)
        {
            buckets = segments[segment] = Grown(buckets);
        }

        Put(buckets, hash, row);
        counts[segment]++;
    }

    // All rows, of which none is here yet; with the room that they need, so that nothing is moved on the way.
    public void AddAll()
    {
        var room = (int)BitOperations.RoundUpToPowerOf2((uint)((rows.Count >> SegmentBits) * 4 / 3));
        for (var segment = 0; room > FirstBuckets && segment < segments.Length; segment++)
        {
            segments[segment] = new uint[room];
        }

        for (var row = 0; row < rows.Count; row++)
        {
            Add(row);
        }
    }

    // The row still holds the key. Entries after it move up, so that no search ends too early.
    public void Remove(int row)
    {
        var hash = HashOf(TKey.Of(rows[row]));
        var segment = SegmentOf(hash);
        var buckets = segments[segment]!;
        Invariant.Check(TryFindBucket(buckets, hash, row, out var free), "an index knows its rows");
        for (var at = Next(free, buckets); buckets[at] != Free; at = Next(at, buckets))
        {
            var home = FirstOf(HashOf(TKey.Of(rows[RowOf(buckets[at])])), buckets);
            if (((at - home) & (buckets.Length - 1)) >= ((at - free) & (buckets.Length - 1)))
            {
                buckets[free] = buckets[at];
                free = at;
            }
        }

        buckets[free] = Free;
        counts[segment]--;
    }

    // What lay in one row lies, key and all, in another one now. False when the index does not lead to it.
    public bool TryMove(int from, int to)
    {
        var hash = HashOf(TKey.Of(rows[to]));
        if (segments[SegmentOf(hash)] is not { } buckets || !TryFindBucket(buckets, hash, from, out var bucket))
        {
            return false;
        }

        buckets[bucket] = Entry(hash, to);
        return true;
    }

    private static bool TryFindBucket(uint[] buckets, ulong hash, int row, out int bucket)
    {
        bucket = FirstOf(hash, buckets);
        while (buckets[bucket] != Free && RowOf(buckets[bucket]) != row)
        {
            bucket = Next(bucket, buckets);
        }

        return buckets[bucket] != Free;
    }

    private static void Put(uint[] buckets, ulong hash, int row)
    {
        var at = FirstOf(hash, buckets);
        while (buckets[at] != Free)
        {
            at = Next(at, buckets);
        }

        buckets[at] = Entry(hash, row);
    }

    private static uint Entry(ulong hash, int row) => MarkOf(hash) | (uint)(row + 1);

    private static int RowOf(uint entry) => (int)(entry & RowMask) - 1;

    // Of bits that neither the segment nor the bucket is taken from.
    private static uint MarkOf(ulong hash) => (uint)(hash >> (64 - SegmentBits - (32 - RowBits))) << RowBits;

    private static int SegmentOf(ulong hash) => (int)(hash >> (64 - SegmentBits));

    private static int FirstOf(ulong hash, uint[] buckets) => (int)(hash & (uint)(buckets.Length - 1));

    private static int Next(int at, uint[] buckets) => (at + 1) & (buckets.Length - 1);

    private static ulong HashOf(UInt128 key) => KeyHash.Of(unchecked((ulong)key), (ulong)(key >> 64));

    private uint[] Grown(uint[] buckets)
    {
        var grown = new uint[buckets.Length * 2];
        foreach (var entry in buckets)
        {
            if (entry != Free)
            {
                Put(grown, HashOf(TKey.Of(rows[RowOf(entry)])), RowOf(entry));
            }
        }

        return grown;
    }
}
