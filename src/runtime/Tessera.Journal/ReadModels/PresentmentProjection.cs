using MemoryPack;
using Tessera.Core;
using Tessera.Core.Clearing;
using Tessera.Core.Payments;
using Tessera.Journal.Projections;

namespace Tessera.Journal.ReadModels;

/// <summary>
/// Every presentment with its fees and what they follow from, and the cases that some of them opened.
/// </summary>
public sealed class PresentmentProjection : IProjection
{
    public string Name => "presentments";

    public int Version => 1;

    public IReadOnlyList<string> Tables => ["presentment", "clearing_case"];

    public IReadOnlyList<Type> Kinds => [typeof(PaymentEvent.Presented), typeof(ClearingEvent)];

    public string Schema => """
        CREATE TABLE presentment (
          number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, payment TEXT NOT NULL, business_date TEXT NOT NULL,
          merchant TEXT NOT NULL, system TEXT NOT NULL, issuer_book INTEGER NOT NULL, acquirer_book INTEGER NOT NULL,
          currency INTEGER NOT NULL, amount INTEGER NOT NULL, merchant_fee INTEGER NOT NULL,
          interchange INTEGER NOT NULL, scheme_fee INTEGER NOT NULL, wallet_fee INTEGER NOT NULL, basis BLOB,
          marks INTEGER NOT NULL, reference TEXT NOT NULL, transaction_date TEXT NOT NULL, at INTEGER NOT NULL);
        CREATE INDEX presentment_date ON presentment (business_date, number);
        CREATE INDEX presentment_marks ON presentment (number) WHERE marks <> 0;
        CREATE TABLE clearing_case (
          id TEXT PRIMARY KEY, kind INTEGER NOT NULL, amount INTEGER NOT NULL, state INTEGER NOT NULL,
          closed_by TEXT NOT NULL, closed_at INTEGER) WITHOUT ROWID;
        """;

    public void Apply(EventPosition position, CoreEvent change, ReadModelWriter writer)
    {
        switch (change)
        {
            case PaymentEvent.Presented e:
                Insert(position, e, writer);
                break;
            case ClearingEvent.CaseOpened e:
                writer.Execute(
                    "INSERT INTO clearing_case VALUES (?1, ?2, ?3, ?4, '', NULL)",
                    e.Case.Id.ToString(),
                    (long)e.Case.Kind,
                    e.Case.AmountMinor,
                    (long)e.Case.State);
                break;
            case ClearingEvent.CaseClosed e:
                writer.Execute(
                    "UPDATE clearing_case SET state = ?2, closed_by = ?3, closed_at = ?4 WHERE id = ?1",
                    e.Case.ToString(),
                    (long)e.Outcome,
                    e.By,
                    e.At.Nanoseconds);
                break;
        }
    }

    private static void Insert(EventPosition position, PaymentEvent.Presented e, ReadModelWriter writer) =>
        writer.Execute(
            """
            INSERT INTO presentment VALUES
              (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
            """,
            position.Number,
            e.Presentment.ToString(),
            e.Payment.ToString(),
            Sql.Text(e.BusinessDate),
            e.Merchant.ToString(),
            e.PaymentSystem,
            (long)e.IssuerBook,
            (long)e.AcquirerBook,
            (long)e.CurrencyNumber,
            e.AmountMinor,
            e.Fees.MerchantMinor,
            e.Fees.InterchangeMinor,
            e.Fees.SchemeMinor,
            e.Fees.WalletMinor,
            e.Basis is { } basis ? MemoryPackSerializer.Serialize(basis) : null,
            (long)e.Marks,
            e.Reference,
            Sql.Text(e.TransactionDate),
            e.At.Nanoseconds);
}
