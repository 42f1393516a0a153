using System.Buffers;
using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Journal;
using Tessera.Journal.InMemory;
using Tessera.Journal.Shards;
using Tessera.Journal.Snapshots;
using Tessera.Journal.Sqlite;

namespace Tessera.Server.Tests.Journal;

/// <summary>
/// Goal: snapshot + replay, the fold of the whole journal, and the live state are one and the same, hot and cold.
/// Method: a seeded mix of taps, captures, refunds, voids and repeats under a clock that moves, with housekeeping that
/// sends nearly everything to the cold store.
/// </summary>
public sealed class ShardRestartTests : IDisposable
{
    private static readonly ShardSettings Settings = new()
    {
        SnapshotEveryEvents = 25,
        MaintenanceInterval = TimeSpan.FromSeconds(1),
        Maintenance = new MaintenanceCommand(50, 10, TimeSpan.FromSeconds(30)),
    };

    private readonly TempFolder _temp = TempFolder.InMemory();

    private SqliteFolder Folder => new(_temp.Path);

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_fold_is_the_live_state_hot_and_cold_in_memory(int seed)
    {
        using var journal = new MemoryJournal(new MemoryStorage());
        using var bench = new ShardBench(journal, settings: Settings).Seeded();
        Live(bench, seed, 400);
        CheckFold(bench, journal);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void The_fold_is_the_live_state_hot_and_cold_on_sqlite(int seed)
    {
        using var journal = SqliteJournal.Open(Folder);
        using var bench = new ShardBench(journal, settings: Settings).Seeded();
        Live(bench, seed, 300);
        CheckFold(bench, journal);
    }

    [Fact]
    public void Snapshot_and_replay_give_the_live_state_and_the_same_answers()
    {
        var snapshots = new FileSnapshotStore(Folder.SnapshotFolder);
        byte[] image;
        using (var bench = new ShardBench(SqliteJournal.Open(Folder), snapshots, Settings).Seeded())
        {
            Live(bench, 6, 300);
            Assert.Equal(OutcomeKind.Decided, bench.Run(Bank.Deposit(0, 5), 424242, 9).Kind);
            image = bench.Image();
        }

        Assert.Equal(2, snapshots.NewestFirst(0).Count());
        using var journal = SqliteJournal.Open(Folder);
        using var again = new ShardBench(journal, snapshots);
        Assert.Equal(image, again.Image());
        Assert.Equal(OutcomeKind.Repeated, again.Run(Bank.Deposit(0, 5), 424242, 9).Kind);
        Assert.Equal(OutcomeKind.Rejected, again.Run(Bank.Deposit(0, 6), 424242, 8).Kind);
    }

    [Fact]
    public void An_answer_and_a_payment_that_left_memory_are_still_known()
    {
        using var journal = new MemoryJournal(new MemoryStorage());
        using var bench = new ShardBench(journal, settings: Settings).Seeded();
        var directory = bench.Directory();
        Assert.Equal(OutcomeKind.Decided, bench.Run(Bank.Tap(directory, 0, 900, bench.Now), 31337, 1).Kind);
        Assert.Equal(OutcomeKind.Decided, bench.Run(Bank.Capture(0, 0, 900, isFinal: true)).Kind);
        for (var i = 0; i < 60; i++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(2));
            bench.Run(Bank.Deposit(1, 1));
        }

        Assert.Null(bench.Ask(state => state.Payments.Find(Bank.Payment(0))));
        Assert.False(bench.Ask(state => state.Answers.IsHot(31337)));
        Assert.Equal(OutcomeKind.Repeated, bench.Run(Bank.Tap(directory, 0, 900, bench.Now), 31337, 1).Kind);
        Assert.Equal(OutcomeKind.Decided, bench.Run(Bank.Refund(0, 0, 400)).Kind);
        Assert.Equal(400, bench.Ask(state => state.Payments.Find(Bank.Payment(0))!.RefundedMinor));
        CheckFold(bench, journal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(5_000)]
    public void A_damaged_snapshot_is_ignored(int at)
    {
        byte[] image;
        var snapshots = new FileSnapshotStore(Folder.SnapshotFolder);
        using (var bench = new ShardBench(SqliteJournal.Open(Folder), snapshots, Settings).Seeded())
        {
            Live(bench, 7, 150);
            image = bench.Image();
        }

        foreach (var file in Directory.GetFiles(Folder.SnapshotFolder))
        {
            var bytes = File.ReadAllBytes(file);
            bytes[at] ^= 4;
            File.WriteAllBytes(file, bytes);
        }

        Assert.DoesNotContain(snapshots.NewestFirst(0), snapshot => snapshot.IsWhole());
        using var again = new ShardBench(SqliteJournal.Open(Folder), snapshots);
        Assert.Equal(image, again.Image());
    }

    [Fact]
    public void A_snapshot_of_another_layout_or_another_history_is_ignored()
    {
        var storage = new MemoryStorage();
        var snapshots = new MemorySnapshotStore();
        void Save(int schema, JournalHead position, byte[] body) =>
            snapshots.Save(schema, position, writer => writer.Write(body));

        byte[] image;
        using (var bench = new ShardBench(new MemoryJournal(storage), snapshots).Seeded())
        {
            image = bench.Image();
            var head = bench.Shard.Head;
            Save(ShardSnapshot.Schema, head with { Hash = new RowHash(1, 2, 3, 4) }, image);
            Save(ShardSnapshot.Schema, head with { Sequence = head.Sequence + 9 }, image);
            Save(ShardSnapshot.Schema + 1, head, image);
            Save(ShardSnapshot.Schema, head, [1, 2, 3]);
            Save(ShardSnapshot.Schema, head, image[..^1]);
        }

        using var again = new ShardBench(new MemoryJournal(storage), snapshots);
        Assert.Equal(image, again.Image());
    }

    [Fact]
    public void A_journal_with_a_damaged_row_is_not_served()
    {
        var storage = new MemoryStorage();
        using (var bench = new ShardBench(new MemoryJournal(storage)).Seeded())
        {
            bench.Run(Bank.Deposit(0, 1));
        }

        using var journal = new MemoryJournal(storage);
        var blob = journal.Read(3, 1)[0].Blob;
        System.Runtime.InteropServices.MemoryMarshal.AsMemory(blob).Span[9] ^= 1;
        using var shard = new Shard(journal, new MemorySnapshotStore());
        var error = Assert.Throws<JournalException>(shard.Load);
        Assert.Contains("row 3 is damaged (BadChecksum)", error.Message, StringComparison.Ordinal);
    }

    internal static void Live(ShardBench bench, int seed, int steps)
    {
        var random = new Random(seed);
        var directory = bench.Directory();
        var taps = new List<(UInt128 Id, Command Command)>();
        for (var step = 0; step < steps; step++)
        {
            foreach (var (id, command) in Next(bench, directory, random, taps, step))
            {
                Assert.False(bench.Submit(command, id).IsCompleted);
            }

            if (random.Next(3) == 0)
            {
                bench.Time.Advance(TimeSpan.FromSeconds(random.Next(20)));
                while (bench.Shard.Step() > 0)
                {
                }
            }
        }

        while (bench.Shard.Step() > 0)
        {
        }
    }

    private static IEnumerable<(UInt128? Id, Command Command)> Next(
        ShardBench bench, DirectoryState directory, Random random, List<(UInt128 Id, Command Command)> taps, int step)
    {
        var earlier = random.Next(taps.Count + 1);
        switch (random.Next(8))
        {
            case 0 or 1 or 2:
                var tap = Bank.Tap(directory, taps.Count, random.Next(1, 5_000), bench.Now);
                taps.Add((bench.NewId(), tap));
                yield return taps[^1];
                break;
            case 3 when taps.Count > 0:
                yield return taps[earlier % taps.Count];
                break;
            case 4 or 5:
                yield return (null, Bank.Capture(earlier, step, random.Next(1, 3_000), random.Next(2) == 0));
                break;
            case 6:
                yield return (null, Bank.Refund(earlier, step, random.Next(1, 2_000)));
                break;
            default:
                yield return (null, random.Next(3) switch
                {
                    0 => Bank.Void(earlier),
                    1 => Bank.RefusedAttempt(),
                    _ => Bank.Deposit(earlier % Bank.Tokens, step + 1),
                });
                break;
        }
    }

    private static void CheckFold(ShardBench bench, IJournal journal)
    {
        var cold = new ColdRowsKept();
        var fold = ShardLoader.Fold(journal, cold);
        Assert.Equal(bench.Image(), ShardBench.Image(fold.State));
        var stored = journal.ReadCold(default, int.MaxValue);
        Assert.NotEmpty(stored);
        Assert.Equal(cold.Rows.Keys.OrderBy(key => (key.Kind, key.Id)), stored.Select(row => row.Key));
        Assert.All(stored, row => Assert.Equal(cold.Rows[row.Key], row.Bytes.ToArray()));
    }
}
