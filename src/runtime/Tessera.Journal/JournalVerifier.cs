namespace Tessera.Journal;

/// <summary>Walks a whole journal: no gaps, every checksum, every hash, every link. Names the first bad row.</summary>
public static class JournalVerifier
{
    public static JournalReport Verify(IRowSource source, IProgress<long>? progress = null)
    {
        var head = JournalHead.Empty(source.Shard);
        while (true)
        {
            // One row a read: when the storage fails, the row it failed on is known.
            IReadOnlyList<JournalRow> rows;
            try
            {
                rows = source.Read(head.Sequence + 1, 1);
            }
            catch (JournalException)
            {
                return new JournalReport(head.Sequence, head, RowFault.Unreadable, head.Sequence + 1);
            }

            if (rows.Count == 0)
            {
                return new JournalReport(head.Sequence, head, RowFault.None, 0);
            }

            var fault = rows[0].Check(head);
            if (fault != RowFault.None)
            {
                return new JournalReport(head.Sequence, head, fault, head.Sequence + 1);
            }

            head = rows[0].Position;
            progress?.Report(head.Sequence);
        }
    }
}
