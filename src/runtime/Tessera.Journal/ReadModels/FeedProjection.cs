using Tessera.Core;
using Tessera.Journal.Dump;
using Tessera.Journal.Projections;

namespace Tessera.Journal.ReadModels;

/// <summary>
/// The events feed: every event about an object, with a sequence of its own per object so that a receiver can drop
/// what is stale. The number is the cursor and stays the same after a rebuild.
/// </summary>
public sealed class FeedProjection : IProjection
{
    private const string Insert = """
        INSERT INTO feed
        SELECT ?1, ?2, ?3, coalesce(max(object_sequence), 0) + 1, ?4, ?5 FROM feed WHERE object = ?3
        """;

    public string Name => "feed";

    public int Version => 1;

    public IReadOnlyList<string> Tables => ["feed"];

    public string Schema => """
        CREATE TABLE feed (
          number INTEGER PRIMARY KEY, type TEXT NOT NULL, object TEXT NOT NULL, object_sequence INTEGER NOT NULL,
          at INTEGER NOT NULL, payload TEXT NOT NULL);
        CREATE UNIQUE INDEX feed_object ON feed (object, object_sequence);
        """;

    public void Apply(EventPosition position, CoreEvent change, ReadModelWriter writer)
    {
        var about = EventNames.ObjectOf(change);
        if (about.Length > 0)
        {
            writer.Execute(
                Insert,
                position.Number,
                EventNames.TypeOf(change),
                about,
                change.At.Nanoseconds,
                EventJson.ForFeed(change));
        }
    }
}
