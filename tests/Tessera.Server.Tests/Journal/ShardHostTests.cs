using Tessera.Core;
using Tessera.Journal;
using Tessera.Journal.InMemory;
using Tessera.Journal.ReadModels;
using Tessera.Journal.Shards;
using Tessera.Journal.Snapshots;
using Tessera.Journal.Sqlite;
using Tessera.Primitives;

namespace Tessera.Server.Tests.Journal;

public sealed class ShardHostTests : IDisposable
{
    private readonly TempFolder _temp = TempFolder.InMemory();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Many_callers_are_each_answered_once_and_a_stop_in_the_middle_keeps_the_count()
    {
        var folder = new SqliteFolder(_temp.Path);
        Seed(folder);
        var shard = new Shard(SqliteJournal.Open(folder), new FileSnapshotStore(folder.SnapshotFolder));
        shard.Load();
        var host = new ShardHost(shard);
        var callers = Enumerable.Range(0, 8).Select(caller => Task.Run(() => Deposit(shard, caller, 500))).ToList();
        while (shard.Head.Sequence < 60)
        {
            await Task.Yield();
        }

        await host.StopAsync();
        var acknowledged = (await Task.WhenAll(callers)).Sum();
        Assert.True(host.Completion.IsCompletedSuccessfully);

        using var again = new ShardBench(SqliteJournal.Open(folder));
        Assert.Equal(acknowledged, again.Ask(Deposited));
        Assert.Equal(again.Image(), ShardBench.Image(Fold(folder)));
    }

    [Fact]
    public async Task A_host_whose_shard_is_fenced_fails_so_that_the_process_can_end()
    {
        var storage = new MemoryStorage();
        using (var bench = new ShardBench(new MemoryJournal(storage)))
        {
            bench.Seeded();
        }

        var shard = new Shard(new MemoryJournal(storage), new MemorySnapshotStore());
        shard.Load();
        await using var host = new ShardHost(shard);
        using var usurper = new MemoryJournal(storage);
        usurper.Claim();
        var outcome = await shard.ExecuteAsync(Bank.Deposit(0, 1), 777, 0, TestContext.Current.CancellationToken);
        Assert.Equal(OutcomeKind.Unknown, outcome.Kind);
        var error = await Assert.ThrowsAsync<JournalException>(() => host.Completion);
        Assert.Equal(JournalFault.Stopped, error.Fault);
    }

    [Fact]
    public async Task A_host_serves_again_after_an_append_error()
    {
        var storage = new MemoryStorage();
        using (var bench = new ShardBench(new MemoryJournal(storage)))
        {
            bench.Seeded();
        }

        var faulty = new FaultyJournal(new MemoryJournal(storage)) { Next = FaultyJournal.Fault.AfterTheRow };
        var shard = new Shard(faulty, new MemorySnapshotStore());
        shard.Load();
        await using var host = new ShardHost(shard);
        var cancel = TestContext.Current.CancellationToken;
        Assert.Equal(OutcomeKind.Unknown, (await shard.ExecuteAsync(Bank.Deposit(0, 5), 777, 0, cancel)).Kind);
        Outcome outcome;
        do
        {
            await Task.Yield();
            outcome = await shard.ExecuteAsync(Bank.Deposit(0, 5), 777, 0, cancel);
        }
        while (outcome.Kind == OutcomeKind.Busy);

        Assert.Equal(OutcomeKind.Repeated, outcome.Kind);
    }

    [Fact]
    public void One_folder_is_opened_by_one_process()
    {
        var folder = new SqliteFolder(_temp.Path);
        using var open = SqliteJournal.Open(folder);
        Assert.Throws<JournalException>(() => SqliteJournal.Open(folder));
    }

    private static async Task<long> Deposit(Shard shard, int caller, int count)
    {
        long acknowledged = 0;
        for (var i = 0; i < count; i++)
        {
            var id = ((UInt128)(ulong)(caller + 1) << 64) | (uint)i;
            var outcome = await shard.ExecuteAsync(Bank.Deposit(caller % Bank.Tokens, 1), id, 0);
            acknowledged += outcome.Kind == OutcomeKind.Decided ? 1 : 0;
            if (outcome.Kind == OutcomeKind.Busy)
            {
                break;
            }
        }

        return acknowledged;
    }

    private static void Seed(SqliteFolder folder)
    {
        using var bench = new ShardBench(SqliteJournal.Open(folder));
        bench.Seeded();
    }

    private static ShardState Fold(SqliteFolder folder)
    {
        using var rows = new SqliteRows(folder);
        return ShardLoader.Fold(rows, new ColdRowsKept()).State;
    }

    private static long Deposited(ShardState state) => Enumerable.Range(0, Bank.Tokens).Sum(card =>
        state.Ledger.AvailableMinor(state.Cards.FindAccount(Bank.Account(card))!.LedgerAccount) - 100_000_000);
}
