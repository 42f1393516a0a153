using Microsoft.Data.Sqlite;
using Tessera.Core.Payments;
using Tessera.Journal.Projections;

namespace Tessera.Journal.ReadModels;

public sealed class PaymentQueries(ReadModelFile file)
{
    /// <summary>Newest first, below a number (long.MaxValue for the first page); null filters nothing.</summary>
    public IReadOnlyList<PaymentView> Page(string? merchant, string? token, long below, int limit) => Sql.List(
        file,
        """
        SELECT * FROM payment
        WHERE number < ?1 AND (?2 IS NULL OR merchant = ?2) AND (?3 IS NULL OR token = ?3)
        ORDER BY number DESC LIMIT ?4
        """,
        ToView,
        below,
        merchant,
        token,
        (long)limit);

    public PaymentView? Find(string id) =>
        Sql.List(file, "SELECT * FROM payment WHERE id = ?1", ToView, id) is [var payment] ? payment : null;

    /// <summary>Captures and refunds in the order they happened.</summary>
    public IReadOnlyList<PaymentActView> Acts(string payment) => Sql.List(
        file, "SELECT * FROM payment_act WHERE payment = ?1 ORDER BY number", ToAct, payment);

    private static PaymentActView ToAct(SqliteDataReader row) => new()
    {
        Id = row.GetString(1),
        Payment = row.GetString(2),
        Kind = row.GetString(3),
        AmountMinor = row.GetInt64(4),
        BusinessDate = Sql.Date(row, 5),
        At = Sql.Time(row, 6),
    };

    private static PaymentView ToView(SqliteDataReader row) => new()
    {
        Number = row.GetInt64(0),
        Id = row.GetString(1),
        State = (PaymentState)row.GetByte(2),
        RefusalNumber = (ushort)row.GetInt32(3),
        Merchant = row.GetString(4),
        Terminal = row.GetString(5),
        Token = row.GetString(6),
        PaymentSystem = row.GetString(7),
        CurrencyNumber = (ushort)row.GetInt32(8),
        AuthorisedMinor = row.GetInt64(9),
        HeldMinor = row.GetInt64(10),
        CapturedMinor = row.GetInt64(11),
        RefundedMinor = row.GetInt64(12),
        DecidedAt = Sql.Time(row, 13),
        ChangedAt = Sql.Time(row, 14),
        Atc = (ushort)row.GetInt32(15),
        EntryMode = (EntryMode)row.GetByte(16),
        TraceNumber = row.GetInt32(17),
        AcquirerBook = (ushort)row.GetInt32(18),
        IssuerBook = (ushort)row.GetInt32(19),
        NetworkReference = row.GetString(20),
        ApprovalCode = row.GetString(21),
        LastFour = row.GetString(22),
    };
}
