using Microsoft.Data.Sqlite;
using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Journal.Dump;
using Tessera.Journal.Projections;

namespace Tessera.Journal.ReadModels;

/// <summary>
/// The events feed: every event about an object, oldest first, with a sequence of its own per object so that a
/// receiver can drop what is stale. The events are the journal's own; a read model only knows where they are.
/// </summary>
public sealed class EventFeed(IRowSource rows, ReadModelFile file)
{
    private const int RowsPerRead = 8;

    private const string Places = "SELECT number, object_sequence FROM feed WHERE number > $after ";

    /// <summary>All that the read model has taken in, after a number.</summary>
    public IReadOnlyList<FeedEntry> After(long number, int limit)
    {
        using var connection = file.OpenReader();
        using var transaction = connection.BeginTransaction(deferred: true);
        var last = LastRow(connection);
        var counted = Read(connection, Places + "ORDER BY number LIMIT $limit", number, limit);
        var facts = EventBatch.FactsOf(rows);
        var entries = new List<FeedEntry>();
        var sequence = EventPosition.Of(number).Sequence;
        while (sequence <= last && entries.Count < limit)
        {
            foreach (var row in rows.Read(Math.Max(1, sequence), RowsPerRead).TakeWhile(row => row.Sequence <= last))
            {
                entries.AddRange(EntriesOf(row, facts, number, counted).Take(limit - entries.Count));
                sequence = row.Sequence;
            }

            sequence++;
        }

        return entries;
    }

    /// <summary>Those of one object.</summary>
    public IReadOnlyList<FeedEntry> After(long number, int limit, string subject)
    {
        using var connection = file.OpenReader();
        using var transaction = connection.BeginTransaction(deferred: true);
        var counted = Read(
            connection, Places + "AND object = $object ORDER BY object_sequence LIMIT $limit", number, limit, subject);
        if (PaymentId.TryParse(subject, out var payment) && FindPayment(connection, payment) is { } first
            && first > number)
        {
            counted.Add(first, 1);
        }

        var facts = EventBatch.FactsOf(rows);
        var entries = new List<FeedEntry>();
        foreach (var row in counted.Take(limit).GroupBy(place => EventPosition.Of(place.Key).Sequence))
        {
            var events = EventBatch.Read(rows.Read(row.Key, 1)[0], facts);
            entries.AddRange(row.Select(place => new FeedEntry(
                place.Key, subject, place.Value, events[EventPosition.Of(place.Key).Index])));
        }

        return entries;
    }

    private static IEnumerable<FeedEntry> EntriesOf(
        JournalRow row, KnownFacts facts, long after, SortedDictionary<long, long> counted)
    {
        var events = EventBatch.Read(row, facts);
        for (var i = 0; i < events.Count; i++)
        {
            var number = new EventPosition(row.Sequence, i).Number;
            if (number > after && EventNames.ObjectOf(events[i]) is { Length: > 0 } subject)
            {
                var first = FeedProjection.BeginsPayment(events[i]);
                yield return new FeedEntry(number, subject, first ? 1 : counted[number], events[i]);
            }
        }
    }

    private static long LastRow(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sequence FROM projection WHERE name = 'feed'";
        return (long)(command.ExecuteScalar() ?? 0L);
    }

    private static long? FindPayment(SqliteConnection connection, PaymentId payment)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT k.number FROM {PaymentKeys.From} WHERE k.key = $key AND p.id = $id LIMIT 1";
        command.Parameters.AddWithValue("$key", PaymentKeys.KeyOf(payment));
        command.Parameters.AddWithValue("$id", IdColumn.Of(payment.Value));
        return (long?)command.ExecuteScalar();
    }

    private static SortedDictionary<long, long> Read(
        SqliteConnection connection, string sql, long after, int limit, string subject = "")
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$limit", limit);
        command.Parameters.AddWithValue("$object", subject);
        using var reader = command.ExecuteReader();
        var places = new SortedDictionary<long, long>();
        while (reader.Read())
        {
            places.Add(reader.GetInt64(0), reader.GetInt64(1));
        }

        return places;
    }
}
