using Tessera.Core;
using Tessera.Core.Settlement;
using Tessera.Journal.Projections;

namespace Tessera.Journal.ReadModels;

/// <summary>
/// Closed windows: merchant lines, who owes whom, net positions, and payouts with their bank reference.
/// </summary>
public sealed class SettlementProjection : IProjection
{
    public string Name => "settlement";

    public int Version => 2;

    public IReadOnlyList<string> Tables =>
    [
        "settlement_window", "settlement_line", "settlement_obligation", "settlement_position", "merchant_settlement",
        "payout",
    ];

    public IReadOnlyList<Type> Kinds => [typeof(SettlementEvent)];

    public string Schema => """
        CREATE TABLE settlement_window (
          number INTEGER PRIMARY KEY, business_date TEXT NOT NULL UNIQUE, closed_at INTEGER NOT NULL,
          settled_at INTEGER);
        CREATE TABLE settlement_line (
          business_date TEXT NOT NULL, merchant TEXT NOT NULL, acquirer_book INTEGER NOT NULL,
          currency INTEGER NOT NULL, captures INTEGER NOT NULL, captured INTEGER NOT NULL, refunds INTEGER NOT NULL,
          refunded INTEGER NOT NULL, merchant_fee INTEGER NOT NULL, interchange INTEGER NOT NULL,
          scheme_fee INTEGER NOT NULL, chargebacks INTEGER NOT NULL, charged_back INTEGER NOT NULL,
          chargeback_fee INTEGER NOT NULL, net INTEGER NOT NULL,
          PRIMARY KEY (business_date, merchant, currency)) WITHOUT ROWID;
        CREATE TABLE settlement_obligation (
          business_date TEXT NOT NULL, debtor_book INTEGER NOT NULL, creditor_book INTEGER NOT NULL,
          currency INTEGER NOT NULL, amount INTEGER NOT NULL,
          PRIMARY KEY (business_date, debtor_book, creditor_book, currency)) WITHOUT ROWID;
        CREATE TABLE settlement_position (
          business_date TEXT NOT NULL, book INTEGER NOT NULL, currency INTEGER NOT NULL, amount INTEGER NOT NULL,
          PRIMARY KEY (business_date, book, currency)) WITHOUT ROWID;
        CREATE TABLE merchant_settlement (
          business_date TEXT NOT NULL, merchant TEXT NOT NULL, acquirer_book INTEGER NOT NULL,
          currency INTEGER NOT NULL, net INTEGER NOT NULL, released INTEGER NOT NULL, debt_collected INTEGER NOT NULL,
          reserve_drawn INTEGER NOT NULL, debt_made INTEGER NOT NULL, held INTEGER NOT NULL, held_until TEXT,
          payout INTEGER NOT NULL, PRIMARY KEY (business_date, merchant, currency)) WITHOUT ROWID;
        CREATE TABLE payout (
          number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, merchant TEXT NOT NULL,
          acquirer_book INTEGER NOT NULL, currency INTEGER NOT NULL, amount INTEGER NOT NULL,
          business_date TEXT NOT NULL, instructed_at INTEGER NOT NULL, settled_at INTEGER,
          statement_reference TEXT NOT NULL);
        CREATE INDEX payout_merchant ON payout (merchant, number);
        """;

    public void Apply(EventPosition position, CoreEvent change, ReadModelWriter writer)
    {
        switch (change)
        {
            case SettlementEvent.WindowClosed e:
                Close(position, e, writer);
                break;
            case SettlementEvent.WindowSettled e:
                writer.Execute(
                    "UPDATE settlement_window SET settled_at = ?2 WHERE business_date = ?1",
                    Sql.Text(e.BusinessDate),
                    e.At.Nanoseconds);
                break;
            case SettlementEvent.MerchantSettled e:
                Insert(e.Settlement, writer);
                break;
            case SettlementEvent.PayoutInstructed e:
                Instruct(position, e, writer);
                break;
            case SettlementEvent.PayoutSettled e:
                writer.Execute(
                    "UPDATE payout SET settled_at = ?2, statement_reference = ?3 WHERE id = ?1",
                    e.Payout.ToString(),
                    e.At.Nanoseconds,
                    e.StatementReference);
                break;
        }
    }

    private static void Close(EventPosition position, SettlementEvent.WindowClosed e, ReadModelWriter writer)
    {
        var date = Sql.Text(e.Window.BusinessDate);
        writer.Execute(
            "INSERT INTO settlement_window VALUES (?1, ?2, ?3, NULL)", position.Number, date, e.At.Nanoseconds);
        foreach (var line in e.Window.Lines)
        {
            Insert(date, line, writer);
        }

        foreach (var due in e.Window.Obligations)
        {
            writer.Execute(
                "INSERT INTO settlement_obligation VALUES (?1, ?2, ?3, ?4, ?5)",
                date,
                (long)due.DebtorBook,
                (long)due.CreditorBook,
                (long)due.CurrencyNumber,
                due.AmountMinor);
        }

        foreach (var net in e.Window.Positions)
        {
            writer.Execute(
                "INSERT INTO settlement_position VALUES (?1, ?2, ?3, ?4)",
                date,
                (long)net.Book,
                (long)net.CurrencyNumber,
                net.AmountMinor);
        }
    }

    private static void Insert(string date, MerchantLine line, ReadModelWriter writer) => writer.Execute(
        "INSERT INTO settlement_line VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        date,
        line.Merchant.ToString(),
        (long)line.AcquirerBook,
        (long)line.CurrencyNumber,
        (long)line.CaptureCount,
        line.CapturedMinor,
        (long)line.RefundCount,
        line.RefundedMinor,
        line.MerchantFeeMinor,
        line.InterchangeMinor,
        line.SchemeFeeMinor,
        (long)line.ChargebackCount,
        line.ChargedBackMinor,
        line.ChargebackFeeMinor,
        line.NetMinor);

    private static void Insert(MerchantSettlement settled, ReadModelWriter writer) => writer.Execute(
        "INSERT INTO merchant_settlement VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        Sql.Text(settled.BusinessDate),
        settled.Merchant.ToString(),
        (long)settled.AcquirerBook,
        (long)settled.CurrencyNumber,
        settled.NetMinor,
        settled.ReleasedMinor,
        settled.DebtCollectedMinor,
        settled.ReserveDrawnMinor,
        settled.DebtMadeMinor,
        settled.HeldMinor,
        settled.HeldMinor == 0 ? null : Sql.Text(settled.HeldUntil),
        settled.PayoutMinor);

    private static void Instruct(
        EventPosition position, SettlementEvent.PayoutInstructed e, ReadModelWriter writer) => writer.Execute(
            "INSERT INTO payout VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL, '')",
            position.Number,
            e.Payout.Id.ToString(),
            e.Payout.Merchant.ToString(),
            (long)e.Payout.AcquirerBook,
            (long)e.Payout.CurrencyNumber,
            e.Payout.AmountMinor,
            Sql.Text(e.Payout.BusinessDate),
            e.At.Nanoseconds);
}
