using Tessera.Core.Directory;
using Tessera.Core.Ledger;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Api.Settlement;

/// <summary>Settlement reports from the read model.</summary>
public sealed class SettlementReader(TesseraWorld world)
{
    public async ValueTask<SettlementView?> FindAsync(string businessDate, Caller caller)
    {
        await world.Projections.CaughtUpAsync();
        var windows = world.ReadModels.Rows(
            "SELECT closed_at, settled_at IS NULL FROM settlement_window WHERE business_date = $date",
            [("$date", businessDate)], row => (ClosedAt: row.GetInt64(0), IsOpen: row.GetBoolean(1)));
        return windows.Count == 0 ? null : View(businessDate, windows[0].ClosedAt, windows[0].IsOpen, caller);
    }

    public async ValueTask<Page<SettlementView>?> ListAsync(PageCall call)
    {
        await world.Projections.CaughtUpAsync();
        var sql = new PageSql(
            "(SELECT *, business_date AS id FROM settlement_window)",
            "business_date, closed_at, settled_at IS NULL", "1 = 1");
        return world.ReadModels.Page(
            sql, [], call.Limit, call.StartingAfter,
            row => View(row.GetString(0), row.GetInt64(1), row.GetBoolean(2), call.Caller));
    }

    private SettlementView View(string date, long closedAt, bool isUnsettled, Caller caller)
    {
        var directory = world.Directory.Current;

        // An acquirer sees its own lines and position; the operator sees all.
        var book = caller.SeesEverything ? 0 : new Scope(caller, directory).Book;
        IReadOnlyList<(string, object)> values = [("$date", date), ("$book", (long)book)];
        return new SettlementView
        {
            Id = date,
            BusinessDate = date,
            State = isUnsettled ? "closed" : "settled",
            Created = WireText.Instant(new Timestamp(closedAt)),
            Positions = Positions(values, directory),
            Lines = Lines(values),
            Payouts = Payouts(values),
        };
    }

    private IReadOnlyList<SettlementPositionView> Positions(
        IReadOnlyList<(string, object)> values, DirectoryState directory)
        => world.ReadModels.Rows(
            """
            SELECT book, currency, amount FROM settlement_position
            WHERE business_date = $date AND $book IN (0, book) ORDER BY currency, book
            """,
            values,
            row => new SettlementPositionView(
                directory.FindParticipant(new BookId((ushort)row.GetInt32(0)))?.Id.ToString() ?? "",
                WireText.CurrencyCode((ushort)row.GetInt32(1)), row.GetInt64(2)));

    private IReadOnlyList<SettlementLineView> Lines(IReadOnlyList<(string, object)> values)
        => world.ReadModels.Rows(
            """
            SELECT merchant, currency, captures, captured, refunds, refunded, merchant_fee, interchange, scheme_fee,
              chargebacks, charged_back, chargeback_fee, net
            FROM settlement_line
            WHERE business_date = $date AND $book IN (0, acquirer_book) ORDER BY merchant, currency
            """,
            values,
            row => new SettlementLineView
            {
                Merchant = row.GetString(0),
                Currency = WireText.CurrencyCode((ushort)row.GetInt32(1)),
                Captures = row.GetInt64(2),
                Captured = row.GetInt64(3),
                Refunds = row.GetInt64(4),
                Refunded = row.GetInt64(5),
                Fees = row.GetInt64(6),
                Interchange = row.GetInt64(7),
                SchemeFees = row.GetInt64(8),
                Chargebacks = row.GetInt64(9),
                ChargedBack = row.GetInt64(10),
                ChargebackFees = row.GetInt64(11),
                Net = row.GetInt64(12),
            });

    private IReadOnlyList<PayoutView> Payouts(IReadOnlyList<(string, object)> values)
        => world.ReadModels.Rows(
            """
            SELECT id, merchant, currency, amount, settled_at IS NULL, statement_reference FROM payout
            WHERE business_date = $date AND $book IN (0, acquirer_book) ORDER BY merchant, currency
            """,
            values,
            row => new PayoutView
            {
                Id = row.GetString(0),
                Merchant = row.GetString(1),
                Currency = WireText.CurrencyCode((ushort)row.GetInt32(2)),
                Amount = row.GetInt64(3),
                State = row.GetBoolean(4) ? "instructed" : "settled",
                StatementReference = row.GetString(5) is { Length: > 0 } reference ? reference : null,
            });
}
