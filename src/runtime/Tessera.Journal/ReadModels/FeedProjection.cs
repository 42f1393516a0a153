using Tessera.Core;
using Tessera.Core.Activation;
using Tessera.Core.Cards;
using Tessera.Core.Clearing;
using Tessera.Core.Controls;
using Tessera.Core.Directory;
using Tessera.Core.Disputes;
using Tessera.Core.Partners;
using Tessera.Core.Payments;
using Tessera.Core.Settlement;
using Tessera.Core.Tokens;
using Tessera.Journal.Dump;
using Tessera.Journal.Projections;

namespace Tessera.Journal.ReadModels;

/// <summary>
/// Where each object's events stand in the journal, counted per object. The event with which a payment begins has no
/// row: it is the payment's first, and its place is the payment's number. <see cref="EventFeed"/> reads them.
/// </summary>
public sealed class FeedProjection : IProjection
{
    private const string Insert = """
        INSERT INTO feed SELECT ?1, ?2, coalesce(max(object_sequence), ?3) + 1 FROM feed WHERE object = ?2
        """;

    public string Name => "feed";

    public int Version => 2;

    public IReadOnlyList<string> Tables => ["feed"];

    public IReadOnlyList<Type> Kinds =>
    [
        typeof(ActivationEvent), typeof(CardEvent), typeof(ClearingEvent), typeof(ControlsEvent),
        typeof(DirectoryEvent), typeof(ChargebackEvent), typeof(PartnerEvent), typeof(PaymentEvent),
        typeof(SettlementEvent), typeof(TokenEvent),
    ];

    public string Schema => """
        CREATE TABLE feed (
          number INTEGER PRIMARY KEY, object TEXT NOT NULL, object_sequence INTEGER NOT NULL);
        CREATE UNIQUE INDEX feed_object ON feed (object, object_sequence);
        """;

    public void Apply(EventPosition position, CoreEvent change, ReadModelWriter writer)
    {
        var about = BeginsPayment(change) ? "" : EventNames.ObjectOf(change);
        if (about.Length > 0)
        {
            var before = PaymentId.TryParse(about, out _) ? 1L : 0L;
            writer.Execute(Insert, position.Number, about, before);
        }
    }

    internal static bool BeginsPayment(CoreEvent change) => change is PaymentEvent.Authorised
        or PaymentEvent.Declined or PaymentEvent.Requested or PaymentEvent.Opened;
}
