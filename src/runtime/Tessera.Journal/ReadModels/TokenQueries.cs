using Microsoft.Data.Sqlite;
using Tessera.Core.Tokens;
using Tessera.Journal.Projections;

namespace Tessera.Journal.ReadModels;

public sealed class TokenQueries(ReadModelFile file)
{
    /// <summary>Newest first, below a number (long.MaxValue for the first page); null filters nothing.</summary>
    public IReadOnlyList<TokenView> Page(string? card, string? device, long below, int limit) => Sql.List(
        file,
        """
        SELECT * FROM token
        WHERE number < ?1 AND (?2 IS NULL OR card = ?2) AND (?3 IS NULL OR device = ?3)
        ORDER BY number DESC LIMIT ?4
        """,
        ToView,
        below,
        card,
        device,
        (long)limit);

    public TokenView? Find(string id) =>
        Sql.List(file, "SELECT * FROM token WHERE id = ?1", ToView, id) is [var token] ? token : null;

    private static TokenView ToView(SqliteDataReader row) => new()
    {
        Number = row.GetInt64(0),
        Id = row.GetString(1),
        Card = row.GetString(2),
        Device = row.GetString(3),
        Requestor = (ulong)row.GetInt64(4),
        LastFour = row.GetString(5),
        ExpiryYearMonth = row.GetInt32(6),
        State = (TokenState)row.GetByte(7),
        SuspendedBy = (TokenActor)row.GetByte(8),
        Reason = row.GetString(9),
        CreatedAt = Sql.Time(row, 10),
        ChangedAt = Sql.Time(row, 11),
    };
}
