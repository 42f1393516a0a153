using Tessera.Core;
using Tessera.Core.Disputes;
using Tessera.Journal.Projections;

namespace Tessera.Journal.ReadModels;

/// <summary>Chargebacks as they stand.</summary>
public sealed class ChargebackProjection : IProjection
{
    public string Name => "chargebacks";

    public int Version => 1;

    public IReadOnlyList<string> Tables => ["chargeback"];

    public IReadOnlyList<Type> Kinds => [typeof(ChargebackEvent)];

    public string Schema => """
        CREATE TABLE chargeback (
          number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, payment TEXT NOT NULL, merchant TEXT NOT NULL,
          issuer_book INTEGER NOT NULL, acquirer_book INTEGER NOT NULL, currency INTEGER NOT NULL,
          amount INTEGER NOT NULL, reason INTEGER NOT NULL, opened_at INTEGER NOT NULL, state INTEGER NOT NULL,
          closing INTEGER NOT NULL, due_at INTEGER NOT NULL, evidence TEXT NOT NULL)
        """;

    public void Apply(EventPosition position, CoreEvent change, ReadModelWriter writer)
    {
        if (change is not ChargebackEvent { Chargeback: var chargeback })
        {
            return;
        }

        if (change is ChargebackEvent.Opened)
        {
            writer.Execute(
                "INSERT INTO chargeback VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, 0, 0, '')",
                position.Number,
                chargeback.Id.ToString(),
                chargeback.Payment.ToString(),
                chargeback.Merchant.ToString(),
                (long)chargeback.IssuerBook,
                (long)chargeback.AcquirerBook,
                (long)chargeback.CurrencyNumber,
                chargeback.AmountMinor,
                (long)chargeback.Reason,
                chargeback.OpenedAt.Nanoseconds);
        }

        writer.Execute(
            "UPDATE chargeback SET state = ?2, closing = ?3, due_at = ?4, evidence = ?5 WHERE id = ?1",
            chargeback.Id.ToString(),
            (long)chargeback.State,
            (long)chargeback.Closing,
            chargeback.DueAt.Nanoseconds,
            chargeback.Evidence);
    }
}
