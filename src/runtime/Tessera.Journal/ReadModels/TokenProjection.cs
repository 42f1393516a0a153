using System.Globalization;
using Tessera.Core;
using Tessera.Core.Tokens;
using Tessera.Journal.Projections;

namespace Tessera.Journal.ReadModels;

/// <summary>Tokens as they stand. Of the token's number only the last four digits are kept.</summary>
public sealed class TokenProjection : IProjection
{
    public string Name => "tokens";

    public int Version => 1;

    public IReadOnlyList<string> Tables => ["token"];

    public IReadOnlyList<Type> Kinds => [typeof(TokenEvent)];

    public string Schema => """
        CREATE TABLE token (
          number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, card TEXT NOT NULL, device TEXT NOT NULL,
          requestor INTEGER NOT NULL, last_four TEXT NOT NULL, expiry INTEGER NOT NULL, state INTEGER NOT NULL,
          suspended_by INTEGER NOT NULL, reason TEXT NOT NULL, created_at INTEGER NOT NULL,
          changed_at INTEGER NOT NULL);
        CREATE INDEX token_card ON token (card, number);
        CREATE INDEX token_device ON token (device, number);
        """;

    public void Apply(EventPosition position, CoreEvent change, ReadModelWriter writer)
    {
        switch (change)
        {
            case TokenEvent.Created e:
                Insert(position, e, writer);
                break;
            case TokenEvent.Activated e:
                writer.Execute(
                    "UPDATE token SET state = ?2, changed_at = ?3 WHERE id = ?1 AND state = ?4",
                    e.Token.ToString(),
                    (long)TokenState.Active,
                    e.At.Nanoseconds,
                    (long)TokenState.Inactive);
                break;
            case TokenEvent.Suspended e:
                SetActors(e, "suspended_by | ?2", e.Actor, e.Reason, writer);
                break;
            case TokenEvent.Resumed e:
                SetActors(e, "suspended_by & ~?2", e.Actor, e.Reason, writer);
                break;
            case TokenEvent.Deleted e:
                writer.Execute(
                    "UPDATE token SET state = ?2, reason = ?3, changed_at = ?4 WHERE id = ?1",
                    e.Token.ToString(),
                    (long)TokenState.Deleted,
                    e.Reason,
                    e.At.Nanoseconds);
                break;
        }
    }

    private static void Insert(EventPosition position, TokenEvent.Created e, ReadModelWriter writer) => writer.Execute(
        "INSERT INTO token VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, '', ?9, ?9)",
        position.Number,
        e.Token.ToString(),
        e.Card.ToString(),
        e.Device.ToString(),
        checked((long)e.Requestor),
        (e.Number % 10_000).ToString("D4", CultureInfo.InvariantCulture),
        (long)e.ExpiryYearMonth,
        (long)TokenState.Inactive,
        e.At.Nanoseconds);

    /// <summary>A token is active again when nobody suspends it any more.</summary>
    private static void SetActors(
        TokenEvent e, string actors, TokenActor actor, string reason, ReadModelWriter writer) =>
        writer.Execute(
            $"""
            UPDATE token SET suspended_by = {actors}, reason = ?3, changed_at = ?4,
              state = CASE WHEN {actors} = 0 THEN ?5 ELSE ?6 END
            WHERE id = ?1
            """,
            e.Token.ToString(),
            (long)actor,
            reason,
            e.At.Nanoseconds,
            (long)TokenState.Active,
            (long)TokenState.Suspended);
}
