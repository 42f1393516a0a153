using Tessera.Core;
using Tessera.Core.Cards;
using Tessera.Journal.Projections;

namespace Tessera.Server.Api.Cards;

/// <summary>Cards as they stand, for lists.</summary>
internal sealed class CardProjection : IProjection
{
    public string Name => "cards";

    public int Version => 2;

    public IReadOnlyList<string> Tables => ["card", "card_account"];

    public IReadOnlyList<Type> Kinds => [typeof(CardEvent)];

    public string Schema => """
        CREATE TABLE card_account (id TEXT PRIMARY KEY, issuer_book INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE card (
          number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, account TEXT NOT NULL, issuer_book INTEGER NOT NULL,
          last_four TEXT NOT NULL, expiry INTEGER NOT NULL, status INTEGER NOT NULL, payment_account TEXT NOT NULL);
        CREATE INDEX card_issuer ON card (issuer_book, number);
        """;

    public void Apply(EventPosition position, CoreEvent change, ReadModelWriter writer)
    {
        switch (change)
        {
            case CardEvent.AccountOpened e:
                writer.Execute(
                    "INSERT INTO card_account VALUES (?1, ?2)", e.Account.Id.ToString(), (long)e.Account.IssuerBook);
                break;
            case CardEvent.Enrolled { Card: var card }:
                writer.Execute(
                    """
                    INSERT INTO card SELECT ?1, ?2, ?3, issuer_book, ?4, ?5, ?6, ?7 FROM card_account WHERE id = ?3
                    """,
                    position.Number, card.Id.ToString(), card.Account.ToString(), card.LastFour,
                    (long)card.ExpiryYearMonth, (long)card.Status, card.PaymentAccount);
                break;
            case CardEvent.Reissued { Card: var card }:
                writer.Execute(
                    "UPDATE card SET last_four = ?2, expiry = ?3, status = ?4 WHERE id = ?1",
                    card.Id.ToString(), card.LastFour, (long)card.ExpiryYearMonth, (long)card.Status);
                break;
            case CardEvent.StatusSet e:
                writer.Execute("UPDATE card SET status = ?2 WHERE id = ?1", e.Card.ToString(), (long)e.Status);
                break;
        }
    }
}
