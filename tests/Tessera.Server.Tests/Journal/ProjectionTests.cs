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
        foreach (var projection in ReadModelProjections.Create())
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
        var known = _bench.Ask(state => state.Payments.All().ToList());
        Assert.True(known.Count > 50);
        foreach (var payment in known)
        {
            var id = payment.Id.ToString();
            Assert.Equal(
                [$"{(int)payment.State}|{payment.HeldMinor}|{payment.CapturedMinor}|{payment.RefundedMinor}"],
                Read($"""
                    SELECT state, held, captured, refunded FROM {PaymentKeys.From}
                    WHERE k.key = {PaymentKeys.KeyOf(payment.Id)} AND p.id = x'{payment.Id.Value:x32}'
                    """));
            Assert.Equal(
                [$"{payment.CapturedMinor}|{payment.RefundedMinor}"],
                Read($"""
                    SELECT total(amount) FILTER (WHERE kind = 'capture'), total(amount) FILTER (WHERE kind = 'refund')
                    FROM payment_act WHERE payment = '{id}'
                    """));
        }

        Assert.Equal(
            [$"{known.Count}"], Read($"SELECT count(*) FROM payment WHERE state <> {(int)PaymentState.Declined}"));
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
        Assert.Equal(
            ["other|0|0|0|0|0|1", "tessera|840|2|1000|1|200000000|0"],
            Read($"""
                SELECT system, currency, approved, approved_minor, declined, declined_minor, refused
                FROM usage_share WHERE day = '{_bench.Now.Date:yyyy-MM-dd}' ORDER BY system
                """));
    }

    [Fact]
    public void The_funnel_and_the_tokens_follow_the_activations()
    {
        using var runner = Runner(Live);
        runner.CatchUp();
        Assert.Equal(
            [$"{Bank.Tokens}"],
            Read($"""
                SELECT sum(count) FROM activation_funnel
                WHERE path = {(int)ActivationPath.Green} AND step = '{ActivationStep.Completed}'
                """));
        Assert.Equal(
            [$"{Bank.Tokens}"],
            Read($"""
                SELECT sum(count) FROM activation_funnel
                WHERE path = {(int)ActivationPath.None} AND step = '{ActivationStep.Eligible}'
                """));
        var token = Bank.Token(1).ToString();
        Assert.Equal(
            [$"{(int)TokenState.Active}|0001"], Read($"SELECT state, last_four FROM token WHERE id = '{token}'"));
        Assert.Equal(
            [$"{(int)ProvisioningState.Completed}"], Read($"SELECT state FROM provisioning WHERE token = '{token}'"));
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
        Assert.Equal(
            [$"{date:yyyy-MM-dd}|1"], Read("SELECT business_date, settled_at IS NOT NULL FROM settlement_window"));
        var line = Assert.Single(Read("SELECT captured, refunded, net, captured - refunded - merchant_fee FROM "
            + "settlement_line")).Split('|');
        Assert.Equal(("10000", "1000", line[3]), (line[0], line[1], line[2]));
        Assert.Equal(["0"], Read("SELECT sum(amount) FROM settlement_position"));
        Assert.Equal([$"{line[2]}|1"], Read("SELECT amount, settled_at IS NULL FROM payout"));
    }

    private List<string> Read(string sql)
    {
        using var connection = Live.OpenReader();
        return Query(connection, sql);
    }

    private ProjectionRunner Runner(ReadModelFile file) => new(_journal, file, ReadModelProjections.Create());

    internal static List<string> Dump(ReadModelFile file)
    {
        using var connection = file.OpenReader();
        var tables = Query(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
        return [.. tables.SelectMany(table => Query(connection, $"SELECT '{table}', * FROM {table} ORDER BY 2, 3"))];
    }

    internal static List<string> Query(SqliteConnection connection, string sql)
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

        public IReadOnlyList<Type> Kinds => [];

        public void Apply(EventPosition position, CoreEvent change, ReadModelWriter writer)
        {
        }
    }
}
