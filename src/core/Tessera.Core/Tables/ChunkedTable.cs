namespace Tessera.Core.Tables;

// Rows of structs in chunks of 1,024, addressed by index. Freeze hands out the chunk pointers as they are and
// makes the writer clone a chunk before its first change in the new epoch (chunks stay below the large-object heap).
public sealed class ChunkedTable<TRow>
    where TRow : unmanaged
{
    private const int ChunkBits = 10;
    private const int ChunkRows = 1 << ChunkBits;

    private TRow[][] chunks = [];
    private int[] chunkEpochs = [];
    private int epoch;

    public int Count { get; private set; }

    public ref readonly TRow this[int index] => ref chunks[index >> ChunkBits][index & (ChunkRows - 1)];

    public int Add(in TRow row)
    {
        var index = Count;
        var chunk = index >> ChunkBits;
        if (chunk == chunks.Length)
        {
            Array.Resize(ref chunks, Math.Max(4, chunks.Length * 2));
            Array.Resize(ref chunkEpochs, chunks.Length);
        }

        if ((index & (ChunkRows - 1)) == 0)
        {
            chunks[chunk] = new TRow[ChunkRows];
            chunkEpochs[chunk] = epoch;
        }

        Count++;
        Edit(index) = row;
        return index;
    }

    public ref TRow Edit(int index)
    {
        Invariant.Check((uint)index < (uint)Count, "a row index lies inside its table");
        var chunk = index >> ChunkBits;
        if (chunkEpochs[chunk] != epoch)
        {
            chunks[chunk] = (TRow[])chunks[chunk].Clone();
            chunkEpochs[chunk] = epoch;
        }

        return ref chunks[chunk][index & (ChunkRows - 1)];
    }

    public void RemoveLast()
    {
        Invariant.Check(Count > 0, "a table has a last row");
        Edit(Count - 1) = default;
        Count--;
    }

    public void AddAll(ReadOnlySpan<TRow> some)
    {
        foreach (ref readonly var row in some)
        {
            Add(row);
        }
    }

    public FrozenTable<TRow> Freeze()
    {
        epoch++;
        var used = chunks.AsSpan(0, (Count + ChunkRows - 1) >> ChunkBits).ToArray();
        return new FrozenTable<TRow>(used, first: 0, Count, ChunkRows);
    }
}
