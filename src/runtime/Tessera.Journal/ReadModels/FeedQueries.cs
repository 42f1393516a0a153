using Tessera.Journal.Projections;

namespace Tessera.Journal.ReadModels;

public sealed class FeedQueries(ReadModelFile file)
{
    /// <summary>Oldest first, after a number (0 for the first page); null for every object.</summary>
    public IReadOnlyList<FeedEntry> After(long number, string? about, int limit) => Sql.List(
        file,
        """
        SELECT number, type, object, object_sequence, at, payload FROM feed
        WHERE number > ?1 AND (?2 IS NULL OR object = ?2) ORDER BY number LIMIT ?3
        """,
        row => new FeedEntry(
            row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt64(3), Sql.Time(row, 4),
            row.GetString(5)),
        number,
        about,
        (long)limit);
}
