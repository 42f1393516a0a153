using Microsoft.Data.Sqlite;
using Tessera.Core.Settlement;
using Tessera.Journal.Projections;

namespace Tessera.Journal.ReadModels;

public sealed class SettlementQueries(ReadModelFile file)
{
    /// <summary>Closed business dates, latest first.</summary>
    public IReadOnlyList<DateOnly> Dates(int limit) => Sql.List(
        file,
        "SELECT business_date FROM settlement_window ORDER BY business_date DESC LIMIT ?1",
        row => Sql.Date(row, 0),
        (long)limit);

    public SettlementView? Find(DateOnly businessDate)
    {
        var date = Sql.Text(businessDate);
        return Sql.List(
            file,
            "SELECT closed_at, settled_at FROM settlement_window WHERE business_date = ?1",
            row => new SettlementView
            {
                BusinessDate = businessDate,
                ClosedAt = Sql.Time(row, 0),
                SettledAt = Sql.TimeOrNull(row, 1),
                Lines = Lines(date),
                Obligations = Obligations(date),
                Positions = Positions(date),
            },
            date) is [var window] ? window : null;
    }

    /// <summary>Newest first, below a number (long.MaxValue for the first page); null for every merchant.</summary>
    public IReadOnlyList<PayoutView> Payouts(string? merchant, long below, int limit) => Sql.List(
        file,
        "SELECT * FROM payout WHERE number < ?1 AND (?2 IS NULL OR merchant = ?2) ORDER BY number DESC LIMIT ?3",
        ToPayout,
        below,
        merchant,
        (long)limit);

    private List<SettlementLineView> Lines(string date) => Sql.List(
        file, "SELECT * FROM settlement_line WHERE business_date = ?1 ORDER BY merchant, currency", ToLine, date);

    private List<Obligation> Obligations(string date) => Sql.List(
        file,
        "SELECT * FROM settlement_obligation WHERE business_date = ?1 ORDER BY 2, 3, 4",
        row => new Obligation(
            (ushort)row.GetInt32(1), (ushort)row.GetInt32(2), (ushort)row.GetInt32(3), row.GetInt64(4)),
        date);

    private List<NetPosition> Positions(string date) => Sql.List(
        file,
        "SELECT * FROM settlement_position WHERE business_date = ?1 ORDER BY 2, 3",
        row => new NetPosition((ushort)row.GetInt32(1), (ushort)row.GetInt32(2), row.GetInt64(3)),
        date);

    private static SettlementLineView ToLine(SqliteDataReader row) => new()
    {
        Merchant = row.GetString(1),
        AcquirerBook = (ushort)row.GetInt32(2),
        CurrencyNumber = (ushort)row.GetInt32(3),
        CaptureCount = row.GetInt64(4),
        CapturedMinor = row.GetInt64(5),
        RefundCount = row.GetInt64(6),
        RefundedMinor = row.GetInt64(7),
        MerchantFeeMinor = row.GetInt64(8),
        InterchangeMinor = row.GetInt64(9),
        SchemeFeeMinor = row.GetInt64(10),
        NetMinor = row.GetInt64(11),
    };

    private static PayoutView ToPayout(SqliteDataReader row) => new()
    {
        Number = row.GetInt64(0),
        Id = row.GetString(1),
        Merchant = row.GetString(2),
        AcquirerBook = (ushort)row.GetInt32(3),
        CurrencyNumber = (ushort)row.GetInt32(4),
        AmountMinor = row.GetInt64(5),
        BusinessDate = Sql.Date(row, 6),
        InstructedAt = Sql.Time(row, 7),
        SettledAt = Sql.TimeOrNull(row, 8),
        StatementReference = row.GetString(9),
    };
}
