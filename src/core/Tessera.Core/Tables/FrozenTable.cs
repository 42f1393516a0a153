namespace Tessera.Core.Tables;

// A table as it stood at one moment; safe to read on another thread.
public sealed class FrozenTable<TRow>(TRow[][] chunks, int count, int chunkRows)
    where TRow : unmanaged
{
    public TRow[] ToArray()
    {
        var rows = new TRow[count];
        for (var start = 0; start < count; start += chunkRows)
        {
            chunks[start / chunkRows].AsSpan(0, Math.Min(chunkRows, count - start)).CopyTo(rows.AsSpan(start));
        }

        return rows;
    }
}
