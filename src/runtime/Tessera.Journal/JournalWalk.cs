namespace Tessera.Journal;

/// <summary>
/// Reads rows in order and checks each against the one before it; stops with an error at the first bad row.
/// </summary>
public static class JournalWalk
{
    private const int RowsPerRead = 64;

    public static IEnumerable<JournalRow> After(IRowSource source, JournalHead previous)
    {
        while (true)
        {
            var rows = source.Read(previous.Sequence + 1, RowsPerRead);
            if (rows.Count == 0)
            {
                yield break;
            }

            foreach (var row in rows)
            {
                var fault = row.Check(previous);
                if (fault != RowFault.None)
                {
                    // A missing row is named by its own number, not by the one found in its place.
                    var bad = fault == RowFault.Gap ? previous.Sequence + 1 : row.Sequence;
                    throw JournalException.Damaged(source.Shard, bad, fault);
                }

                yield return row;
                previous = row.Position;
            }
        }
    }

    public static IEnumerable<JournalRow> All(IRowSource source) => After(source, JournalHead.Empty(source.Shard));
}
