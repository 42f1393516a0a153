using Tessera.Core;
using Tessera.Core.Cards;
using Tessera.Journal;
using Tessera.Journal.InMemory;
using Tessera.Journal.Shards;
using Tessera.Journal.Snapshots;

namespace Tessera.Server.Tests.Journal;

public sealed class ShardTests : IDisposable
{
    private readonly MemoryStorage _storage = new();
    private readonly ShardBench _bench;

    public ShardTests() => _bench = new ShardBench(new MemoryJournal(_storage)).Seeded();

    private Shard Shard => _bench.Shard;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_batch_is_one_row_and_its_answers_come_after_it()
    {
        var before = Shard.Head.Sequence;
        var outcomes = Enumerable.Range(1, 10).Select(i => _bench.Submit(Bank.Deposit(0, i))).ToList();
        Assert.All(outcomes, outcome => Assert.False(outcome.IsCompleted));
        Assert.Equal(10, Shard.Step());
        Assert.Equal(before + 1, Shard.Head.Sequence);
        Assert.All(outcomes, outcome => Assert.Equal(OutcomeKind.Decided, ShardBench.Done(outcome).Kind));
        Assert.Equal(0, Shard.Step());
    }

    [Fact]
    public void The_same_command_again_gets_the_stored_answer_and_has_no_second_effect()
    {
        var id = _bench.NewId();
        var first = _bench.Submit(Bank.Deposit(0, 500), id, 7);
        var inSameBatch = _bench.Submit(Bank.Deposit(0, 500), id, 7);
        Shard.Step();
        var later = _bench.Run(Bank.Deposit(0, 500), id, 7);
        Assert.Equal(OutcomeKind.Decided, ShardBench.Done(first).Kind);
        Assert.Equal(OutcomeKind.Repeated, ShardBench.Done(inSameBatch).Kind);
        Assert.Equal(OutcomeKind.Repeated, later.Kind);
        Assert.Equal(ShardBench.Done(first).Reply, later.Reply);
        Assert.Equal(100_000_000 + 500, Available(0));
        var other = _bench.Run(Bank.Deposit(0, 501), id, 8);
        Assert.Equal((OutcomeKind.Rejected, (Refusal)CommandRefusal.CommandIdReused), (other.Kind, other.Refusal));
    }

    [Fact]
    public void A_rejected_command_writes_nothing()
    {
        var head = Shard.Head;
        var outcome = _bench.Run(Bank.Deposit(0, 0));
        Assert.Equal((OutcomeKind.Rejected, (Refusal)CardRefusal.AmountNotPositive), (outcome.Kind, outcome.Refusal));
        Assert.Equal(head, Shard.Head);
    }

    [Fact]
    public void A_full_queue_answers_busy_at_once()
    {
        using var small = new ShardBench(
            new MemoryJournal(new MemoryStorage()), settings: new ShardSettings { QueueCapacity = 3 });
        var waiting = Enumerable.Range(0, 3).Select(_ => small.Submit(Bank.Deposit(0, 1))).ToList();
        Assert.False(small.Shard.TrySubmit(Bank.Deposit(0, 1), 99, 0, out _));
        var busy = small.Shard.ExecuteAsync(Bank.Deposit(0, 1), 99, 0, TestContext.Current.CancellationToken);
        Assert.Equal(Outcome.Busy, ShardBench.Done(busy.AsTask()));
        var query = small.Shard.QueryAsync(state => state.LastAt).AsTask();
        Assert.True(query.IsFaulted);
        Assert.Equal(JournalFault.Busy, Assert.IsType<JournalException>(query.Exception!.InnerException).Fault);
        small.Shard.Step();
        Assert.All(waiting, outcome => Assert.True(outcome.IsCompleted));
        Assert.False(small.Submit(Bank.Deposit(0, 1)).IsCompleted);
    }

    [Fact]
    public void A_batch_ends_at_the_command_cap_and_at_the_byte_cap()
    {
        using var capped = new ShardBench(
            new MemoryJournal(new MemoryStorage()),
            settings: new ShardSettings { BatchCommands = 8, BatchBytes = 2_000, SnapshotEveryEvents = 0 }).Seeded();
        var waiting = Enumerable.Range(1, 30).Select(i => capped.Submit(Bank.Deposit(0, i))).ToList();
        var taken = new List<int>();
        while (waiting.Exists(outcome => !outcome.IsCompleted))
        {
            taken.Add(capped.Shard.Step());
        }

        Assert.Equal(30, taken.Sum());
        Assert.All(taken, count => Assert.InRange(count, 1, 8));
        using var bytes = new ShardBench(
            new MemoryJournal(new MemoryStorage()), settings: new ShardSettings { BatchBytes = 200 }).Seeded();
        var more = Enumerable.Range(1, 10).Select(i => bytes.Submit(Bank.Deposit(0, i))).ToList();
        Assert.InRange(bytes.Shard.Step(), 1, 4);
        Assert.InRange(more.Count(outcome => outcome.IsCompleted), 1, 4);
    }

    [Fact]
    public void Housekeeping_that_moved_as_much_as_it_may_goes_on_at_the_next_step()
    {
        using var behind = new ShardBench(
            new MemoryJournal(new MemoryStorage()),
            settings: new ShardSettings
            {
                SnapshotEveryEvents = 0,
                MaintenanceInterval = TimeSpan.FromHours(1),
                Maintenance = new MaintenanceCommand(3, 0, TimeSpan.FromDays(1)),
            }).Seeded();
        var waiting = Enumerable.Range(1, 40).Select(i => behind.Submit(Bank.Deposit(0, i))).ToList();
        Assert.Equal(40, behind.Shard.Step());
        Assert.True(behind.Ask(state => state.Answers.Count) > 40);
        behind.Time.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 40; i++)
        {
            behind.Shard.Step();
        }

        Assert.Equal(0, behind.Ask(state => state.Answers.Count));
        var head = behind.Shard.Head;
        behind.Shard.Step();
        Assert.Equal(head, behind.Shard.Head);
    }

    [Fact]
    public void A_query_sees_what_was_decided_before_it_and_is_released_with_the_batch()
    {
        var deposit = _bench.Submit(Bank.Deposit(1, 250));
        var available = Shard.QueryAsync(state => Available(state, 1)).AsTask();
        Assert.False(available.IsCompleted || deposit.IsCompleted);
        Shard.Step();
        Assert.Equal(100_000_250, ShardBench.Done(available));
    }

    [Fact]
    public void A_query_that_throws_fails_alone()
    {
        var bad = Shard.QueryAsync<int>(_ => throw new FormatException("mine")).AsTask();
        var good = _bench.Submit(Bank.Deposit(1, 250));
        Shard.Step();
        Assert.IsType<FormatException>(bad.Exception!.InnerException);
        Assert.Equal(OutcomeKind.Decided, ShardBench.Done(good).Kind);
    }

    [Fact]
    public void A_fault_while_deciding_refuses_that_command_only()
    {
        var before = _bench.Submit(Bank.Deposit(0, 1));
        var poison = _bench.Submit(new Unheard());
        var after = _bench.Submit(Bank.Deposit(0, 2));
        Shard.Step();
        Assert.Equal(OutcomeKind.Faulted, ShardBench.Done(poison).Kind);
        Assert.Equal(OutcomeKind.Decided, ShardBench.Done(before).Kind);
        Assert.Equal(OutcomeKind.Decided, ShardBench.Done(after).Kind);
        Assert.Equal(100_000_003, Available(0));
        Assert.Equal(ShardStatus.Serving, Shard.Status);
    }

    [Fact]
    public void Time_never_goes_back_although_the_clock_does()
    {
        _bench.Time.Advance(TimeSpan.FromSeconds(10));
        _bench.Run(Bank.Deposit(0, 1));
        var at = _bench.Ask(state => state.LastAt);
        _bench.Time.TurnBack(TimeSpan.FromHours(1));
        _bench.Run(Bank.Deposit(0, 1));
        Assert.Equal(at, _bench.Ask(state => state.LastAt));
        using var again = new ShardBench(new MemoryJournal(_storage));
        Assert.Equal(OutcomeKind.Decided, again.Run(Bank.Deposit(0, 1), 12345).Kind);
        Assert.Equal(at, again.Ask(state => state.LastAt));
    }

    [Fact]
    public void Subscribers_get_the_durable_batches_in_order()
    {
        var heard = new List<CommittedBatch>();
        var first = Shard.Head.Sequence;
        using (Shard.Subscribe(_ => throw new FormatException("a listener's own fault")))
        using (Shard.Subscribe(heard.Add))
        {
            for (var i = 1; i <= 5; i++)
            {
                Assert.Equal(OutcomeKind.Decided, _bench.Run(Bank.Deposit(0, i)).Kind);
            }
        }

        _bench.Run(Bank.Deposit(0, 6));
        Assert.Equal(Enumerable.Range(1, 5).Select(i => first + i), heard.Select(batch => batch.Position.Sequence));
        Assert.Equal(
            [1L, 2, 3, 4, 5],
            heard.SelectMany(batch => batch.Events).OfType<CardEvent.Deposited>().Select(e => e.AmountMinor));
    }

    [Fact]
    public void A_shard_whose_epoch_was_taken_stops_and_answers_unknown()
    {
        using (var usurper = new MemoryJournal(_storage))
        {
            usurper.Claim();
        }

        var outcome = _bench.Run(Bank.Deposit(0, 1));
        Assert.Equal(OutcomeKind.Unknown, outcome.Kind);
        Assert.Equal(ShardStatus.Stopped, Shard.Status);
        Assert.False(Shard.TrySubmit(Bank.Deposit(0, 1), 5, 0, out _));
    }

    [Fact]
    public void What_waits_when_the_shard_is_closed_is_still_answered()
    {
        var waiting = _bench.Submit(Bank.Deposit(0, 1));
        Shard.Close();
        Assert.False(Shard.TrySubmit(Bank.Deposit(0, 1), 5, 0, out _));
        Shard.Step();
        Assert.Equal(OutcomeKind.Decided, ShardBench.Done(waiting).Kind);
    }

    [Fact]
    public void What_was_never_run_is_answered_busy_on_dispose()
    {
        var waiting = _bench.Submit(Bank.Deposit(0, 1));
        Shard.Dispose();
        Assert.Equal(OutcomeKind.Busy, ShardBench.Done(waiting).Kind);
    }

    private long Available(int card) => _bench.Ask(state => Available(state, card));

    private static long Available(ShardState state, int card) =>
        state.Ledger.AvailableMinor(state.Cards.FindAccount(Bank.Account(card))!.LedgerAccount);

    private sealed record Unheard : Command;
}
