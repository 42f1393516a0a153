using Microsoft.Data.Sqlite;
using Tessera.Core.Payments;
using Tessera.Journal.Dump;
using Tessera.Journal.InMemory;
using Tessera.Journal.Projections;
using Tessera.Journal.ReadModels;

namespace Tessera.Server.Tests.Journal;

public sealed class EventFeedTests : IDisposable
{
    private readonly TempFolder _temp = TempFolder.InMemory();
    private readonly MemoryJournal _journal = new(new MemoryStorage());
    private readonly ShardBench _bench;
    private readonly ReadModelFile _file;
    private readonly ProjectionRunner _runner;

    public EventFeedTests()
    {
        _bench = new ShardBench(_journal).Seeded();
        _file = new ReadModelFile(_temp.Sub("read-model.db"));
        _runner = new ProjectionRunner(_journal, _file, ReadModelProjections.Create());
        ShardRestartTests.Live(_bench, 5, 300);
        _runner.CatchUp();
    }

    private EventFeed Feed => new(_journal, _file);

    public void Dispose()
    {
        _runner.Dispose();
        _bench.Dispose();
        SqliteConnection.ClearAllPools();
        _temp.Dispose();
    }

    [Fact]
    public void Each_objects_events_are_counted_without_a_gap()
    {
        var all = Feed.After(0, int.MaxValue);
        Assert.True(all.Count > 100);
        Assert.Equal(all.OrderBy(entry => entry.Number), all);
        foreach (var one in all.GroupBy(entry => entry.Subject, StringComparer.Ordinal))
        {
            Assert.Equal(Enumerable.Range(1, one.Count()).Select(i => (long)i), one.Select(e => e.ObjectSequence));
        }

        Assert.Contains(all, entry => entry is { Change: PaymentEvent.Authorised, ObjectSequence: 1 });
        Assert.Contains(all, entry => entry is { Change: PaymentEvent.Captured, ObjectSequence: > 1 });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Pages_make_up_the_whole(int limit)
    {
        var all = Feed.After(0, int.MaxValue);
        var paged = new List<FeedEntry>();
        while (Feed.After(paged.Count == 0 ? 0 : paged[^1].Number, limit) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, limit);
            paged.AddRange(page);
        }

        Assert.Equal(Lines(all), Lines(paged));
    }

    [Fact]
    public void The_events_of_one_object_are_those_of_the_whole_feed()
    {
        var all = Feed.After(0, int.MaxValue);
        foreach (var one in all.GroupBy(entry => entry.Subject, StringComparer.Ordinal))
        {
            Assert.Equal(Lines(one), Lines(Feed.After(0, int.MaxValue, one.Key)));
            Assert.Equal(Lines(one.Skip(1)), Lines(Feed.After(one.First().Number, int.MaxValue, one.Key)));
            Assert.Equal(Lines(one.Take(1)), Lines(Feed.After(0, 1, one.Key)));
        }

        Assert.Empty(Feed.After(0, 10, Bank.Payment(999_999).ToString()));
        Assert.Empty(Feed.After(0, 10, "nobody"));
    }

    [Fact]
    public void Events_that_the_read_model_has_not_seen_wait()
    {
        var before = Feed.After(0, int.MaxValue);
        ShardRestartTests.Live(_bench, 6, 50);
        Assert.Equal(Lines(before), Lines(Feed.After(0, int.MaxValue)));
        _runner.CatchUp();
        Assert.NotEmpty(Feed.After(before[^1].Number, int.MaxValue));
    }

    [Fact]
    public void No_card_number_and_no_posting_is_shown()
    {
        var shown = Feed.After(0, int.MaxValue).Select(entry => EventJson.ForFeed(entry.Change).ToString()).ToList();
        Assert.Contains(shown, text => text.Contains("************0001", StringComparison.Ordinal));
        Assert.DoesNotContain(shown, text => text.Contains("99991000", StringComparison.Ordinal));
        Assert.DoesNotContain(shown, text => text.Contains("posting", StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Lines(IEnumerable<FeedEntry> entries) => entries.Select(
        entry => $"{entry.Number} {entry.Subject} {entry.ObjectSequence} {EventNames.TypeOf(entry.Change)}");
}
