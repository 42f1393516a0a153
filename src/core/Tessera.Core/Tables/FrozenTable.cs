namespace Tessera.Core.Tables;

// A table or queue as it stood at one moment; safe to read on another thread. Rows before the first have left.
public sealed class FrozenTable<TRow>(TRow[][] chunks, int first, int count, int chunkRows)
    where TRow : unmanaged
{
    public int Count => count;

    public int ChunkCount => chunks.Length;

    public ReadOnlySpan<TRow> Chunk(int number)
    {
        var start = number == 0 ? first : 0;
        var end = Math.Min(chunkRows, first + count - (number * chunkRows));
        return chunks[number].AsSpan(start, Math.Max(0, end - start));
    }
}
