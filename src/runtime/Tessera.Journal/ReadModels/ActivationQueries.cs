using Microsoft.Data.Sqlite;
using Tessera.Core.Activation;
using Tessera.Journal.Projections;

namespace Tessera.Journal.ReadModels;

public sealed class ActivationQueries(ReadModelFile file)
{
    public IReadOnlyList<FunnelLine> Funnel() => Sql.List(
        file,
        "SELECT issuer_book, requestor, path, step, count FROM activation_funnel ORDER BY 1, 2, 3, 4",
        row => new FunnelLine(
            (ushort)row.GetInt32(0),
            (ulong)row.GetInt64(1),
            (ActivationPath)row.GetByte(2),
            row.GetString(3),
            row.GetInt64(4)));

    /// <summary>Newest first, below a number (long.MaxValue for the first page); null filters nothing.</summary>
    public IReadOnlyList<ProvisioningView> Page(string? card, string? device, long below, int limit) => Sql.List(
        file,
        """
        SELECT * FROM provisioning
        WHERE number < ?1 AND (?2 IS NULL OR card = ?2) AND (?3 IS NULL OR device = ?3)
        ORDER BY number DESC LIMIT ?4
        """,
        ToView,
        below,
        card,
        device,
        (long)limit);

    public ProvisioningView? Find(string id) => Sql.List(
        file, "SELECT * FROM provisioning WHERE id = ?1", ToView, id) is [var found] ? found : null;

    private static ProvisioningView ToView(SqliteDataReader row) => new()
    {
        Number = row.GetInt64(0),
        Id = row.GetString(1),
        Card = row.GetString(2),
        Device = row.GetString(3),
        Requestor = (ulong)row.GetInt64(4),
        IssuerBook = (ushort)row.GetInt32(5),
        State = (ProvisioningState)row.GetByte(6),
        Path = (ActivationPath)row.GetByte(7),
        Reasons = (ActivationReason)row.GetInt32(8),
        Token = row.GetString(9),
        CodesRefused = row.GetInt32(10),
        StartedAt = Sql.Time(row, 11),
        ChangedAt = Sql.Time(row, 12),
    };
}
