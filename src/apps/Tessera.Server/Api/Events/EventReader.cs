using System.Globalization;
using Tessera.Journal.Dump;
using Tessera.Journal.ReadModels;
using Tessera.Server.World;

namespace Tessera.Server.Api.Events;

/// <summary>Reads the feed forwards from a cursor; ids are the cursor and stay the same for ever.</summary>
public sealed class EventReader(TesseraWorld world)
{
    private const string Prefix = "evt_";

    public static bool TryReadCursor(string? text, out long number)
    {
        number = 0;
        return text is null || (text.StartsWith(Prefix, StringComparison.Ordinal) && text.Length == 20
            && long.TryParse(text.AsSpan(4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number));
    }

    /// <summary>Of one object when <paramref name="subject"/> is not empty.</summary>
    public IReadOnlyList<EventView> After(long number, int limit, string subject = "")
    {
        var entries = subject.Length > 0
            ? world.Feed.After(number, limit, subject)
            : world.Feed.After(number, limit);
        return [.. entries.Select(View)];
    }

    private static EventView View(FeedEntry entry) => new()
    {
        Id = Prefix + entry.Number.ToString("x16", CultureInfo.InvariantCulture),
        Type = EventNames.TypeOf(entry.Change),
        Subject = entry.Subject,
        Sequence = entry.ObjectSequence,
        Created = WireText.Instant(entry.Change.At),
        Data = EventJson.ForFeed(entry.Change),
    };
}
