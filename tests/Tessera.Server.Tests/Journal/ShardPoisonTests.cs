using Tessera.Core;
using Tessera.Journal;
using Tessera.Journal.InMemory;
using Tessera.Journal.Shards;
using Tessera.Journal.Snapshots;
using Tessera.Journal.Sqlite;

namespace Tessera.Server.Tests.Journal;

/// <summary>
/// Goal: an append error loses no acknowledged command and doubles none, whether the row got through or not. Method:
/// a seeded run of deposits with faults thrown in; whoever gets Unknown or Busy asks again with the same key; at the
/// end each deposit counts once.
/// </summary>
public sealed class ShardPoisonTests : IDisposable
{
    private readonly TempFolder _temp = TempFolder.InMemory();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Append_errors_lose_nothing_and_double_nothing_in_memory(int seed) =>
        Run(new MemoryJournal(new MemoryStorage()), seed);

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Append_errors_lose_nothing_and_double_nothing_on_sqlite(int seed) =>
        Run(SqliteJournal.Open(new SqliteFolder(_temp.Path)), seed);

    [Fact]
    public void A_poisoned_batch_is_answered_unknown_and_what_waited_behind_it_busy()
    {
        var faulty = new FaultyJournal(new MemoryJournal(new MemoryStorage()));
        using var bench = new ShardBench(
            faulty, settings: new ShardSettings { BatchCommands = 2, SnapshotEveryEvents = 0 }).Seeded();
        var before = bench.Image();
        faulty.Next = FaultyJournal.Fault.BeforeTheRow;
        var waiting = Enumerable.Range(1, 4).Select(i => bench.Submit(Bank.Deposit(0, i))).ToList();
        bench.Shard.Step();
        Assert.Equal(
            [OutcomeKind.Unknown, OutcomeKind.Unknown, OutcomeKind.Busy, OutcomeKind.Busy],
            waiting.Select(outcome => ShardBench.Done(outcome).Kind));
        Assert.Equal(ShardStatus.Reloading, bench.Shard.Status);
        Assert.False(bench.Shard.TrySubmit(Bank.Deposit(0, 1), 77, 0, out _));
        bench.Shard.Step();
        Assert.Equal(ShardStatus.Serving, bench.Shard.Status);
        Assert.Equal(before, bench.Image());
    }

    [Fact]
    public void A_query_in_a_poisoned_batch_fails_and_shows_nothing()
    {
        var faulty = new FaultyJournal(new MemoryJournal(new MemoryStorage()));
        using var bench = new ShardBench(faulty).Seeded();
        faulty.Next = FaultyJournal.Fault.AfterTheRow;
        var deposit = bench.Submit(Bank.Deposit(0, 1));
        var query = bench.Shard.QueryAsync(state => state.LastAt).AsTask();
        bench.Shard.Step();
        Assert.Equal(OutcomeKind.Unknown, ShardBench.Done(deposit).Kind);
        Assert.Equal(JournalFault.Reloading, Assert.IsType<JournalException>(query.Exception!.InnerException).Fault);
    }

    [Fact]
    public void A_shard_keeps_trying_to_reload_while_the_storage_is_down()
    {
        var faulty = new FaultyJournal(new MemoryJournal(new MemoryStorage()));
        using var bench = new ShardBench(faulty).Seeded();
        faulty.Next = FaultyJournal.Fault.BeforeTheRow;
        faulty.ClaimsToFail = 3;
        bench.Run(Bank.Deposit(0, 1));
        for (var i = 0; i < 3; i++)
        {
            bench.Shard.Step();
            Assert.Equal(ShardStatus.Reloading, bench.Shard.Status);
        }

        bench.Shard.Step();
        Assert.Equal(OutcomeKind.Decided, bench.Run(Bank.Deposit(0, 1)).Kind);
    }

    private static void Run(IJournal journal, int seed)
    {
        const int Deposits = 400;
        var random = new Random(seed);
        var faulty = new FaultyJournal(journal);
        using var bench = new ShardBench(
            faulty, new MemorySnapshotStore(), new ShardSettings { SnapshotEveryEvents = 20 }).Seeded();
        var open = Enumerable.Range(0, Deposits).ToDictionary(i => i, i => (UInt128)(10_000 + i));
        var decidedTwice = 0;
        while (open.Count > 0)
        {
            faulty.Next = random.Next(4) == 0 ? (FaultyJournal.Fault)random.Next(1, 3) : FaultyJournal.Fault.None;
            faulty.ClaimsToFail = random.Next(3);
            var batch = open.Keys.Order().Take(random.Next(1, 20)).ToList();
            var asked = new List<(int Deposit, Task<Outcome> Outcome)>();
            foreach (var i in batch)
            {
                if (bench.Shard.TrySubmit(Bank.Deposit(i % Bank.Tokens, i + 1), open[i], 0, out var outcome))
                {
                    asked.Add((i, outcome));
                }
            }

            bench.Shard.Step();
            foreach (var (deposit, outcome) in asked)
            {
                var kind = ShardBench.Done(outcome).Kind;
                Assert.True(
                    kind is OutcomeKind.Decided or OutcomeKind.Repeated or OutcomeKind.Unknown or OutcomeKind.Busy);
                decidedTwice += kind == OutcomeKind.Repeated ? 1 : 0;
                if (kind is OutcomeKind.Decided or OutcomeKind.Repeated)
                {
                    open.Remove(deposit);
                }
            }
        }

        faulty.ClaimsToFail = 0;
        bench.Shard.Step();
        Assert.True(decidedTwice > 0);
        Assert.Equal(
            (Deposits * (Deposits + 1L) / 2) + (100_000_000L * Bank.Tokens),
            bench.Ask(state => Enumerable.Range(0, Bank.Tokens).Sum(card => state.Ledger.AvailableMinor(
                state.Cards.FindAccount(Bank.Account(card))!.LedgerAccount))));
        Assert.True(JournalVerifier.Verify(faulty).IsSound);
        Assert.Equal(bench.Image(), ShardBench.Image(ShardLoader.Fold(faulty, new ColdRowsKept()).State));
    }
}
