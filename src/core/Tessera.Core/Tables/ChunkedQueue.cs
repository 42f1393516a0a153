namespace Tessera.Core.Tables;

// First in, first out, in chunks of 1,024. Nothing that stands in it is ever changed, so Freeze hands out the chunk
// pointers and neither side copies a chunk.
internal sealed class ChunkedQueue<TRow>
    where TRow : unmanaged
{
    private const int ChunkBits = 10;
    private const int ChunkRows = 1 << ChunkBits;

    private readonly List<TRow[]> chunks = [];

    // Rows of the first chunk that have left.
    private int gone;

    public int Count { get; private set; }

    public ref readonly TRow this[int index]
    {
        get
        {
            Invariant.Check((uint)index < (uint)Count, "a queue is read where it has something");
            return ref chunks[(gone + index) >> ChunkBits][(gone + index) & (ChunkRows - 1)];
        }
    }

    public void Add(in TRow row)
    {
        var at = gone + Count;
        if (at >> ChunkBits == chunks.Count)
        {
            chunks.Add(new TRow[ChunkRows]);
        }

        chunks[at >> ChunkBits][at & (ChunkRows - 1)] = row;
        Count++;
    }

    public void AddAll(ReadOnlySpan<TRow> some)
    {
        foreach (ref readonly var row in some)
        {
            Add(row);
        }
    }

    public TRow Take()
    {
        var row = this[0];
        Count--;
        if (++gone == ChunkRows)
        {
            gone = 0;
            chunks.RemoveAt(0);
        }

        return row;
    }

    public IEnumerable<TRow> All()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    public FrozenTable<TRow> Freeze() => new([.. chunks], gone, Count, ChunkRows);
}
