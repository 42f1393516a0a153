using Microsoft.Data.Sqlite;
using Tessera.Core;
using Tessera.Core.Activation;
using Tessera.Core.Payments;
using Tessera.Core.Settlement;
using Tessera.Core.Tokens;
using Tessera.Journal;
using Tessera.Journal.InMemory;
using Tessera.Journal.Projections;
using Tessera.Journal.ReadModels;
using Tessera.Journal.Shards;
using Tessera.Primitives;

namespace Tessera.Server.Tests.Journal;

public sealed class ProjectionTests : IDisposable
{
    private readonly TempFolder _temp = TempFolder.InMemory();
    private readonly MemoryStorage _storage = new();
    private readonly MemoryJournal _journal;
    private readonly ShardBench _bench;

    public ProjectionTests()
    {
        _journal = new MemoryJournal(_storage);
        _bench = new ShardBench(_journal).Seeded();
    }

    private ReadModelFile Live => new(_temp.Sub("live.db"));

    public void Dispose()
    {
        _bench.Dispose();
        SqliteConnection.ClearAllPools();
        _temp.Dispose();
    }

    [Fact]
    public void Rebuilt_projections_equal_live_ones()
    {
        using var live = Runner(Live);
        live.CatchUp();
        ShardRestartTests.Live(_bench, 1, 300);
        live.CatchUp();

        var before = Dump(Live);
        Assert.True(before.Count > 300);
        var other = new ReadModelFile(_temp.Sub("other.db"));
        using (var rebuilt = Runner(other))
        {
            rebuilt.CatchUp();
        }

        Assert.Equal(before, Dump(other));
        foreach (var projection in ReadModelProjections.All)
        {
            live.Rebuild(projection.Name);
            live.Step();
            live.CatchUp();
            Assert.Equal(before, Dump(Live));
        }
    }

    [Fact]
    public void A_runner_goes_on_where_it_stopped()
    {
        using (var first = Runner(Live))
        {
            first.Step();
        }

        ShardRestartTests.Live(_bench, 3, 150);
        using (var second = Runner(Live))
        {
            Assert.InRange(second.Sequence, 1, _bench.Shard.Head.Sequence - 1);
            second.CatchUp();
            Assert.Equal(_bench.Shard.Head.Sequence, second.Sequence);
        }

        using var whole = Runner(new ReadModelFile(_temp.Sub("other.db")));
        whole.CatchUp();
        Assert.Equal(Dump(new ReadModelFile(_temp.Sub("other.db"))), Dump(Live));
    }

    [Fact]
    public void A_read_model_of_another_history_or_version_starts_again()
    {
        using (var first = Runner(Live))
        {
            first.CatchUp();
        }

        using (var raised = new ProjectionRunner(_journal, Live, [new Raised()]))
        {
            Assert.Equal(0, raised.Sequence);
        }

        using var other = new ShardBench(new MemoryJournal(new MemoryStorage()));
        other.Time.Advance(TimeSpan.FromDays(1));
        other.Seeded();
        using var forked = Runner(Live);
        Assert.Equal(0, forked.Sequence);
    }

    [Fact]
    public void A_damaged_row_stops_the_projections_and_leaves_nothing_half_done()
    {
        var blob = _journal.Read(20, 1)[0].Blob;
        System.Runtime.InteropServices.MemoryMarshal.AsMemory(blob).Span[9] ^= 1;
        using var runner = Runner(Live);
        var error = Assert.Throws<JournalException>(runner.CatchUp);
        Assert.Contains("row 20 is damaged", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, runner.Sequence);
        Assert.All(Dump(Live), line => Assert.StartsWith("projection|", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_payment_is_shown_as_the_state_knows_it()
    {
        ShardRestartTests.Live(_bench, 11, 400);
        using var runner = Runner(Live);
        runner.CatchUp();
        var queries = new PaymentQueries(Live);
        var known = _bench.Ask(state => state.Payments.All().ToList());
        Assert.True(known.Count > 50);
        foreach (var payment in known)
        {
            var view = queries.Find(payment.Id.ToString())!;
            Assert.Equal(
                (payment.State, payment.HeldMinor, payment.CapturedMinor, payment.RefundedMinor),
                (view.State, view.HeldMinor, view.CapturedMinor, view.RefundedMinor));
            var acts = queries.Acts(view.Id);
            Assert.Equal(payment.CapturedMinor, acts.Where(act => act.Kind == "capture").Sum(act => act.AmountMinor));
            Assert.Equal(payment.RefundedMinor, acts.Where(act => act.Kind == "refund").Sum(act => act.AmountMinor));
        }

        var all = new List<PaymentView>();
        var below = long.MaxValue;
        while (queries.Page(known[0].Facts.Merchant.ToString(), null, below, 7) is { Count: > 0 } page)
        {
            all.AddRange(page);
            below = page[^1].Number;
        }

        Assert.Equal(all.OrderByDescending(view => view.Number), all);
        Assert.Equal(known.Count, all.Count(view => view.State != PaymentState.Declined));
    }

    [Fact]
    public void Usage_share_counts_approved_declined_and_refused_attempts()
    {
        var directory = _bench.Directory();
        _bench.Run(Bank.Tap(directory, 0, 700, _bench.Now));
        _bench.Run(Bank.Tap(directory, 1, 300, _bench.Now));
        _bench.Run(Bank.Tap(directory, 2, 200_000_000, _bench.Now));
        _bench.Run(Bank.RefusedAttempt());
        using var runner = Runner(Live);
        runner.CatchUp();
        var day = _bench.Now.Date;
        var share = new UsageQueries(Live).Share(day, day, null);
        Assert.Equal(
            [
                new UsageLine
                {
                    PaymentSystem = "other", CurrencyNumber = 0, ApprovedCount = 0, ApprovedMinor = 0,
                    DeclinedCount = 0, DeclinedMinor = 0, RefusedCount = 1,
                },
                new UsageLine
                {
                    PaymentSystem = "tessera", CurrencyNumber = 840, ApprovedCount = 2, ApprovedMinor = 1_000,
                    DeclinedCount = 1, DeclinedMinor = 200_000_000, RefusedCount = 0,
                },
            ],
            share);
        Assert.Empty(new UsageQueries(Live).Share(day.AddDays(1), day.AddDays(2), null));
    }

    [Fact]
    public void The_funnel_and_the_tokens_follow_the_activations()
    {
        using var runner = Runner(Live);
        runner.CatchUp();
        var funnel = new ActivationQueries(Live).Funnel();
        Assert.Contains(funnel, line => (line.Path, line.Step, line.Count)
            == (ActivationPath.Green, ActivationStep.Completed, Bank.Tokens));
        Assert.Contains(funnel, line => (line.Path, line.Step, line.Count)
            == (ActivationPath.None, ActivationStep.Eligible, Bank.Tokens));
        var token = new TokenQueries(Live).Find(Bank.Token(1).ToString())!;
        Assert.Equal((TokenState.Active, "0001"), (token.State, token.LastFour));
        var asked = new ActivationQueries(Live).Page(token.Card, null, long.MaxValue, 5);
        Assert.Equal(ProvisioningState.Completed, Assert.Single(asked).State);
    }

    [Fact]
    public void A_settled_window_is_shown_with_its_lines_positions_and_payouts()
    {
        var directory = _bench.Directory();
        _bench.Run(Bank.Tap(directory, 0, 10_000, _bench.Now));
        _bench.Run(Bank.Capture(0, 0, 10_000, isFinal: true));
        _bench.Run(Bank.Refund(0, 0, 1_000));
        var date = _bench.Now.Date;
        _bench.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(OutcomeKind.Decided, _bench.Run(new SettlementCommand.CloseWindow(date)).Kind);
        Assert.Equal(OutcomeKind.Decided, _bench.Run(new SettlementCommand.SettleWindow(date)).Kind);
        using var runner = Runner(Live);
        runner.CatchUp();
        var queries = new SettlementQueries(Live);
        Assert.Equal([date], queries.Dates(10));
        var window = queries.Find(date)!;
        var line = Assert.Single(window.Lines);
        Assert.Equal((10_000L, 1_000L), (line.CapturedMinor, line.RefundedMinor));
        Assert.Equal(line.CapturedMinor - line.RefundedMinor - line.MerchantFeeMinor, line.NetMinor);
        Assert.Equal(0, window.Positions.Sum(position => position.AmountMinor));
        Assert.NotNull(window.SettledAt);
        var payout = Assert.Single(queries.Payouts(line.Merchant, long.MaxValue, 10));
        Assert.Equal((line.NetMinor, (Timestamp?)null), (payout.AmountMinor, payout.SettledAt));
    }

    [Fact]
    public void The_feed_counts_each_objects_events_and_shows_no_card_number()
    {
        ShardRestartTests.Live(_bench, 5, 200);
        using var runner = Runner(Live);
        runner.CatchUp();
        var feed = new List<FeedEntry>();
        while (new FeedQueries(Live).After(feed.Count == 0 ? 0 : feed[^1].Number, null, 50) is { Count: > 0 } page)
        {
            feed.AddRange(page);
        }

        Assert.All(
            feed.GroupBy(entry => entry.Object),
            of => Assert.Equal(Enumerable.Range(1, of.Count()), of.Select(entry => (int)entry.ObjectSequence)));
        Assert.Contains(feed, entry => entry.Type == "payment.authorised");
        Assert.Contains(feed, entry => entry.Type == "token.created"
            && entry.Payload.Contains("************0001", StringComparison.Ordinal));
        Assert.DoesNotContain(feed, entry => entry.Payload.Contains("99991000", StringComparison.Ordinal));
        Assert.DoesNotContain(feed, entry => entry.Payload.Contains("posting", StringComparison.Ordinal));
    }

    private ProjectionRunner Runner(ReadModelFile file) => new(_journal, file, ReadModelProjections.All);

    private static List<string> Dump(ReadModelFile file)
    {
        using var connection = file.OpenReader();
        var tables = Query(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
        return [.. tables.SelectMany(table => Query(connection, $"SELECT '{table}', * FROM {table} ORDER BY 2, 3"))];
    }

    private static List<string> Query(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i =>
                reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(i).ToString())));
        }

        return lines;
    }

    private sealed class Raised : IProjection
    {
        public string Name => "usage";

        public int Version => int.MaxValue;

        public IReadOnlyList<string> Tables => ["usage_share"];

        public string Schema => "CREATE TABLE usage_share (day TEXT)";

        public void Apply(EventPosition position, CoreEvent change, ReadModelWriter writer)
        {
        }
    }
}
