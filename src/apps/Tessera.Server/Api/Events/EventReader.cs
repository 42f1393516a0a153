using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Tessera.Primitives;
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
    public IReadOnlyList<EventView> After(long number, int limit, string subject = "") => world.ReadModels.Rows(
        $"""
        SELECT number, type, object, object_sequence, at, payload FROM feed
        WHERE number > $after {(subject.Length > 0 ? "AND object = $subject" : "")} ORDER BY number LIMIT $limit
        """,
        [("$after", number), ("$limit", limit), ("$subject", subject)], Read);

    private static EventView Read(SqliteDataReader row)
    {
        using var payload = JsonDocument.Parse(row.GetString(5));
        return new EventView
        {
            Id = Prefix + row.GetInt64(0).ToString("x16", CultureInfo.InvariantCulture),
            Type = row.GetString(1),
            Subject = row.GetString(2),
            Sequence = row.GetInt64(3),
            Created = WireText.Instant(new Timestamp(row.GetInt64(4))),
            Data = payload.RootElement.Clone(),
        };
    }
}
