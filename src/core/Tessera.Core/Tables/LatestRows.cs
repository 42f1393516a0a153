namespace Tessera.Core.Tables;

// Of each row of one table the latest row of another that belongs to it: where a chain of rows begins.
internal sealed class LatestRows
{
    private const int None = -1;

    // One more than the row: zero has none.
    private readonly ChunkedTable<int> latest = new();

    public int this[int owner]
    {
        get => owner < latest.Count ? latest[owner] - 1 : None;
        set
        {
            while (latest.Count <= owner)
            {
                latest.Add(0);
            }

            latest.Edit(owner) = value + 1;
        }
    }
}
