using Microsoft.Data.Sqlite;
using Tessera.Core;
using Tessera.Core.Payments;
using Tessera.Journal;
using Tessera.Journal.InMemory;
using Tessera.Journal.Projections;
using Tessera.Journal.ReadModels;
using Tessera.Journal.Shards;

namespace Tessera.Server.Tests.Journal;

/// <summary>
/// Goal: however rows reach the projections (as published, from the journal, again after a failure or a crash), the
/// tables are those of a rebuild. Method: a seeded mix of commands, dumps of all tables.
/// </summary>
public sealed class ProjectionFollowTests : IDisposable
{
    private readonly TempFolder _temp = TempFolder.InMemory();
    private readonly MemoryJournal _journal = new(new MemoryStorage());
    private readonly ShardBench _bench;
    private readonly List<CommittedBatch> _published = [];

    public ProjectionFollowTests()
    {
        _bench = new ShardBench(_journal);
        _bench.Shard.Subscribe(_published.Add);
        _bench.Seeded();
    }

    private ReadModelFile Live => new(_temp.Sub("live.db"));

    public void Dispose()
    {
        _bench.Dispose();
        SqliteConnection.ClearAllPools();
        _temp.Dispose();
    }

    [Fact]
    public void Published_batches_give_what_the_journal_gives()
    {
        ShardRestartTests.Live(_bench, 21, 300);
        using var runner = Runner();
        var random = new Random(21);
        foreach (var batch in _published)
        {
            Assert.True(runner.TryTake(batch));
            if (random.Next(20) == 0)
            {
                runner.Commit();
                Assert.Equal(batch.Position.Sequence, runner.Sequence);
            }
        }

        runner.Commit();
        Assert.Equal(Rebuilt(), ProjectionTests.Dump(Live));
    }

    [Fact]
    public void A_gap_is_refused_and_closed_from_the_journal()
    {
        ShardRestartTests.Live(_bench, 22, 200);
        using var runner = Runner();
        Assert.True(runner.TryTake(_published[0]));
        Assert.False(runner.TryTake(_published[2]));
        runner.CatchUp();
        Assert.Equal(_bench.Shard.Head.Sequence, runner.Sequence);
        Assert.True(runner.TryTake(_published[2]), "what is known is no gap");
        Assert.Equal(Rebuilt(), ProjectionTests.Dump(Live));
    }

    [Fact]
    public void A_projection_that_is_built_again_takes_nothing_until_it_is_level()
    {
        using var runner = Runner();
        runner.CatchUp();
        runner.Rebuild("usage");
        _bench.Run(Bank.Deposit(0, 1));
        Assert.False(runner.TryTake(_published[^1]));
        runner.CatchUp();
        _bench.Run(Bank.Deposit(0, 1));
        Assert.True(runner.TryTake(_published[^1]));
        runner.Commit();
        Assert.Equal(Rebuilt(), ProjectionTests.Dump(Live));
    }

    [Fact]
    public void What_was_not_committed_when_the_process_died_is_counted_once()
    {
        ShardRestartTests.Live(_bench, 23, 200);
        var half = _published.Count / 2;
        using (var runner = Runner())
        {
            _published[..half].ForEach(batch => Assert.True(runner.TryTake(batch)));
            runner.Commit();
            _published[half..].ForEach(batch => Assert.True(runner.TryTake(batch)));
        }

        using var again = Runner();
        Assert.Equal(half, again.Sequence);
        again.CatchUp();
        Assert.Equal(Rebuilt(), ProjectionTests.Dump(Live));
    }

    [Fact]
    public void A_transaction_that_failed_is_done_again_and_counted_once()
    {
        ShardRestartTests.Live(_bench, 24, 200);
        var failing = new Failing();
        using (var runner = new ProjectionRunner(_journal, Live, [.. ReadModelProjections.Create(), failing]))
        {
            Assert.Throws<JournalException>(runner.CatchUp);
            Assert.Equal(0, runner.Sequence);
            Assert.Throws<JournalException>(() => _published.ForEach(batch => runner.TryTake(batch)));
            failing.IsOver = true;
            runner.CatchUp();
        }

        using var expected = new ProjectionRunner(
            _journal, new ReadModelFile(_temp.Sub("other.db")), [.. ReadModelProjections.Create(), failing]);
        expected.CatchUp();
        Assert.Equal(ProjectionTests.Dump(new ReadModelFile(_temp.Sub("other.db"))), ProjectionTests.Dump(Live));
    }

    [Theory]
    [InlineData(ProjectionHost.MostEventsQueued)]
    [InlineData(3)]
    [InlineData(0)]
    public async Task A_host_follows_whether_or_not_its_queue_overflows(int mostEventsQueued)
    {
        using var runner = Runner();
        using (var host = new ProjectionHost(runner, _bench.Shard, _bench.Time, mostEventsQueued))
        {
            ShardRestartTests.Live(_bench, 25, 300);
            await CaughtUpAsync(host, runner);
            Assert.Equal(default, host.Lag);
            ShardRestartTests.Live(_bench, 26, 20);
        }

        runner.CatchUp();
        Assert.Equal(Rebuilt(), ProjectionTests.Dump(Live));
    }

    [Fact]
    public async Task A_host_shows_how_far_it_is_behind_and_catches_up_when_the_journal_can_be_read()
    {
        var source = new Breakable(_journal) { IsBroken = true };
        using var runner = new ProjectionRunner(source, Live, ReadModelProjections.Create());
        using var host = new ProjectionHost(runner, _bench.Shard, _bench.Time);
        var before = _bench.Shard.Head.Sequence;
        _bench.Run(Bank.Deposit(0, 1));
        _bench.Time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(new ProjectionLag(before + 1, _published[^1].Events.Count, host.Lag.Age), host.Lag);
        await source.Met.Task.WaitAsync(TimeSpan.FromMinutes(1));
        source.IsBroken = false;
        await CaughtUpAsync(host, runner);
        Assert.Equal(default, host.Lag);
        Assert.IsType<JournalException>(host.LastError);
    }

    [Fact]
    public void A_payment_of_an_older_run_of_keys_is_found_and_changed()
    {
        const int Payments = 140_000;
        _bench.Run(Bank.Tap(_bench.Directory(), 0, 700, _bench.Now));
        var tap = _published[^1].Events.OfType<PaymentEvent.Authorised>().Single();
        using var runner = new ProjectionRunner(
            new MemoryJournal(new MemoryStorage()), Live, ReadModelProjections.Create());
        var events = Enumerable.Range(1, Payments).Select(
            i => (CoreEvent)(tap with { Payment = tap.Payment with { Id = Spread(i) } }));
        var row = 0;
        foreach (var chunk in events.Chunk(10_000))
        {
            Assert.True(runner.TryTake(new CommittedBatch(new JournalHead(0, ++row, default), chunk)));
        }

        CoreEvent[] ends = [new PaymentEvent.Voided(Spread(1), []), new PaymentEvent.Voided(Spread(Payments), [])];
        Assert.True(runner.TryTake(new CommittedBatch(new JournalHead(0, ++row, default), ends)));
        runner.Commit();
        Assert.Equal([$"0|131072", $"1|{Payments - 131_072}"], Read("SELECT run, payments FROM payment_run"));
        Assert.Equal(["2"], Read($"SELECT count(*) FROM payment WHERE state = {(int)PaymentState.Voided}"));
        foreach (var id in new[] { Spread(1), Spread(Payments) })
        {
            Assert.Equal(
                [$"{(int)PaymentState.Voided}|0"],
                Read($"""
                    SELECT state, held FROM {PaymentKeys.From}
                    WHERE k.key = {PaymentKeys.KeyOf(id)} AND p.id = x'{id.Value:x32}'
                    """));
        }
    }

    private static Tessera.Primitives.Id<IdKinds.Payment> Spread(int i) =>
        new(unchecked((UInt128)(ulong)i * 0x9E37_79B9_7F4A_7C15) << 3);

    private static async Task CaughtUpAsync(ProjectionHost host, ProjectionRunner runner)
    {
        for (var i = 0; i < 30 && host.Lag.Rows > 0; i++)
        {
            await host.CaughtUpAsync();
        }

        Assert.Equal(0, host.Lag.Rows);
        Assert.True(runner.Sequence > 0);
    }

    private ProjectionRunner Runner() => new(_journal, Live, ReadModelProjections.Create());

    private List<string> Rebuilt()
    {
        var other = new ReadModelFile(_temp.Sub("rebuilt.db"));
        using var runner = new ProjectionRunner(_journal, other, ReadModelProjections.Create());
        runner.CatchUp();
        var dump = ProjectionTests.Dump(other);
        Assert.True(dump.Count > 50);
        return dump;
    }

    private List<string> Read(string sql)
    {
        using var connection = Live.OpenReader();
        return ProjectionTests.Query(connection, sql);
    }

    private sealed class Failing : IProjection
    {
        public bool IsOver { get; set; }

        public string Name => "failing";

        public int Version => 1;

        public IReadOnlyList<string> Tables => ["failing"];

        public string Schema => "CREATE TABLE failing (number INTEGER PRIMARY KEY, text TEXT)";

        public IReadOnlyList<Type> Kinds => [typeof(PaymentEvent.Captured)];

        public void Apply(EventPosition position, CoreEvent change, ReadModelWriter writer)
        {
            if (!IsOver && position.Sequence > 50)
            {
                throw new JournalException(JournalFault.Storage, "a test");
            }
        }
    }

    private sealed class Breakable(IRowSource rows) : IRowSource
    {
        private volatile bool _isBroken;

        public bool IsBroken { get => _isBroken; set => _isBroken = value; }

        public int Shard => rows.Shard;

        /// <summary>Ends when somebody has met the fault.</summary>
        public TaskCompletionSource Met { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<JournalRow> Read(long fromSequence, int maxRows)
        {
            if (!_isBroken)
            {
                return rows.Read(fromSequence, maxRows);
            }

            Met.TrySetResult();
            throw new JournalException(JournalFault.Storage, "a test");
        }

        public bool TryReadCold(ColdKey key, out ColdRow row) => rows.TryReadCold(key, out row);
    }
}
