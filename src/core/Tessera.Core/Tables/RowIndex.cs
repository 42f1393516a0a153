namespace Tessera.Core.Tables;

// Row numbers by a key that the rows themselves hold: four bytes and some slack an entry. Open addressing with linear
// probing in a thousand segments that grow one by one, so that no insertion waits for the whole index to be moved.
public sealed class RowIndex<TRow, TKey>(ChunkedTable<TRow> rows)
    where TRow : unmanaged
    where TKey : IRowKey<TRow>
{
    private const int SegmentBits = 10;
    private const int FirstBuckets = 4;

    // Row number plus one; zero is free.
    private readonly int[]?[] segments = new int[]?[1 << SegmentBits];
    private readonly int[] counts = new int[1 << SegmentBits];

    public bool TryFind(UInt128 key, out int row)
    {
        var hash = HashOf(key);
        if (segments[SegmentOf(hash)] is { } buckets)
        {
            for (var at = FirstOf(hash, buckets); buckets[at] != 0; at = Next(at, buckets))
            {
                row = buckets[at] - 1;
                if (TKey.Of(rows[row]) == key)
                {
                    return true;
                }
            }
        }

        row = -1;
        return false;
    }

    public bool Contains(UInt128 key) => TryFind(key, out _);

    // The row holds the key already, and no other row of this index does.
    public void Add(int row)
    {
        var hash = HashOf(TKey.Of(rows[row]));
        var segment = SegmentOf(hash);
        var buckets = segments[segment] ??= new int[FirstBuckets];
        if ((counts[segment] + 1) * 4 > buckets.Length * 3)
        {
            buckets = segments[segment] = Grown(buckets);
        }

        Put(buckets, hash, row);
        counts[segment]++;
    }

    // The row still holds the key. Entries after it move up, so that no search ends too early.
    public void Remove(int row)
    {
        var hash = HashOf(TKey.Of(rows[row]));
        var segment = SegmentOf(hash);
        var buckets = segments[segment]!;
        Invariant.Check(TryFindBucket(buckets, hash, row, out var free), "an index knows its rows");
        for (var at = Next(free, buckets); buckets[at] != 0; at = Next(at, buckets))
        {
            var home = FirstOf(HashOf(TKey.Of(rows[buckets[at] - 1])), buckets);
            if (((at - home) & (buckets.Length - 1)) >= ((at - free) & (buckets.Length - 1)))
            {
                buckets[free] = buckets[at];
                free = at;
            }
        }

        buckets[free] = 0;
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

        buckets[bucket] = to + 1;
        return true;
    }

    private static bool TryFindBucket(int[] buckets, ulong hash, int row, out int bucket)
    {
        bucket = FirstOf(hash, buckets);
        while (buckets[bucket] != 0 && buckets[bucket] != row + 1)
        {
            bucket = Next(bucket, buckets);
        }

        return buckets[bucket] != 0;
    }

    private static void Put(int[] buckets, ulong hash, int row)
    {
        var at = FirstOf(hash, buckets);
        while (buckets[at] != 0)
        {
            at = Next(at, buckets);
        }

        buckets[at] = row + 1;
    }

    private static int SegmentOf(ulong hash) => (int)(hash >> (64 - SegmentBits));

    private static int FirstOf(ulong hash, int[] buckets) => (int)(hash & (uint)(buckets.Length - 1));

    private static int Next(int at, int[] buckets) => (at + 1) & (buckets.Length - 1);

    private static ulong HashOf(UInt128 key) => KeyHash.Of(unchecked((ulong)key), (ulong)(key >> 64));

    private int[] Grown(int[] buckets)
    {
        var grown = new int[buckets.Length * 2];
        foreach (var entry in buckets)
        {
            if (entry != 0)
            {
                Put(grown, HashOf(TKey.Of(rows[entry - 1])), entry - 1);
            }
        }

        return grown;
    }
}
