namespace Tessera.Core.Tables;

// A table as it stood at one moment; safe to read on another thread.
public sealed class FrozenTable<TRow>(TRow[][] chunks, int count, int chunkRows)
    where TRow : unmanaged
{
    public int Count => count;

    public int ChunkCount => chunks.Length;

    public ReadOnlySpan<TRow> Chunk(int number) =>
        chunks[number].AsSpan(0, Math.Min(chunkRows, count - (number * chunkRows)));
}
