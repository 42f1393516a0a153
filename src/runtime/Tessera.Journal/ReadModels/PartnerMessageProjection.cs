using Tessera.Core;
using Tessera.Core.Partners;
using Tessera.Journal.Projections;
using Tessera.Primitives;

namespace Tessera.Journal.ReadModels;

/// <summary>What outside parties must be told, and what they answered. A code other than 00 is an exception.</summary>
public sealed class PartnerMessageProjection : IProjection
{
    public string Name => "partner_messages";

    public int Version => 1;

    public IReadOnlyList<string> Tables => ["partner_message"];

    public IReadOnlyList<Type> Kinds => [typeof(PartnerEvent)];

    public string Schema => """
        CREATE TABLE partner_message (
          number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, book INTEGER NOT NULL, kind INTEGER NOT NULL,
          payment TEXT NOT NULL, amount INTEGER NOT NULL, currency INTEGER NOT NULL, queued_at INTEGER NOT NULL,
          answered_at INTEGER, response_code TEXT);
        CREATE INDEX partner_message_state ON partner_message (response_code, number);
        """;

    public void Apply(EventPosition position, CoreEvent change, ReadModelWriter writer)
    {
        switch (change)
        {
            case PartnerEvent.Queued { Message: var message }:
                writer.Execute(
                    "INSERT INTO partner_message VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL, NULL)",
                    position.Number,
                    IdOf(message.Sequence),
                    (long)message.Book,
                    (long)message.Kind,
                    message.Payment.Id.ToString(),
                    message.AmountMinor,
                    (long)message.Payment.CurrencyNumber,
                    change.At.Nanoseconds);
                break;
            case PartnerEvent.Answered e:
                writer.Execute(
                    "UPDATE partner_message SET answered_at = ?2, response_code = ?3 WHERE id = ?1",
                    IdOf(e.Sequence),
                    e.At.Nanoseconds,
                    e.ResponseCode);
                break;
        }
    }

    private static string IdOf(long sequence) =>
        new Id<IdKinds.PartnerMessage>((UInt128)(ulong)sequence).ToString();
}
