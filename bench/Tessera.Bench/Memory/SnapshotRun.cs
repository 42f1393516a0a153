using System.Diagnostics;
using Tessera.Bench.Measuring;
using Tessera.Bench.Shards;
using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Core.Payments;
using Tessera.Journal.Shards;
using Tessera.Journal.Snapshots;
using Tessera.Journal.Sqlite;
using Tessera.Primitives;

namespace Tessera.Bench.Memory;

/// <summary>Payments at a fixed rate, each sent at its own time whatever became of the others, while one snapshot after
/// the other is written; the log of the disk is copied into the database beside it, as always.</summary>
internal static class SnapshotRun
{
    private static readonly MaintenanceCommand Housekeeping = new(
        MostItems: 1_000, AnswersKept: 100_000, PaymentsKept: TimeSpan.FromHours(24));

    public static async Task<string> RunAsync(int accounts, int ratePerS, int seconds)
    {
        var folder = new SqliteFolder(Directory.CreateTempSubdirectory("tessera-bench-").FullName);
        try
        {
            PaymentFacts facts;
            var snapshots = new WatchedSnapshots(new FileSnapshotStore(folder.SnapshotFolder));
            using (var journal = SqliteJournal.Open(folder))
            {
                facts = ShardBank.Found(journal, accounts, snapshots);
            }

            var shard = new Shard(SqliteJournal.Open(folder), snapshots, new ShardSettings
            {
                Maintenance = Housekeeping,
                SnapshotEveryEvents = ratePerS,
            });
            shard.Load();
            GC.Collect();
            await using var host = new ShardHost(shard);
            return await MeasureAsync(shard, snapshots, Taps(facts, accounts, ratePerS * seconds), ratePerS);
        }
        finally
        {
            Directory.Delete(folder.Path, recursive: true);
        }
    }

    private static PaymentCommand.Authorise[] Taps(PaymentFacts facts, int accounts, int count)
    {
        var random = new Random(20_261_125);
        var counters = new ushort[accounts];
        var date = ShardBank.DateOf(DateTimeOffset.UtcNow);
        var taps = new PaymentCommand.Authorise[count];
        for (var i = 0; i < count; i++)
        {
            var token = random.Next(accounts);
            taps[i] = ShardBank.Tap(facts, token, ++counters[token], i + 1, date);
        }

        return taps;
    }

    private static async Task<string> MeasureAsync(
        Shard shard, WatchedSnapshots snapshots, PaymentCommand.Authorise[] taps, int ratePerS)
    {
        using var freezes = new FreezeTimes();
        var (written, interval) = (snapshots.Written, Samples.TicksPerSecond / ratePerS);
        var sent = new Task<(long, bool)>[taps.Length];
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < taps.Length; i++)
        {
            var due = start + (i * interval);
            while (Stopwatch.GetTimestamp() < due)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1));
            }

            sent[i] = PayAsync(shard, snapshots, taps[i], due);
        }

        var (beside, between) = (new Samples(), new Samples());
        foreach (var (ticks, isBeside) in await Task.WhenAll(sent))
        {
            (isBeside ? beside : between).Add(ticks);
        }

        return FormattableString.Invariant(
            $"{ratePerS:N0} payments a second: p99 {beside.At(0.99):F1} ms and p99.9 {beside.At(0.999):F1} ms of ")
            + FormattableString.Invariant($"{beside.Count:N0} beside {snapshots.Written - written} snapshots, p99 ")
            + FormattableString.Invariant($"{between.At(0.99):F1} ms and p99.9 {between.At(0.999):F1} ms of the other ")
            + FormattableString.Invariant($"{between.Count:N0}; {freezes}");
    }

    // Measured from when it was due: what waits because the sender was late counts too.
    private static async Task<(long Ticks, bool IsBeside)> PayAsync(
        Shard shard, WatchedSnapshots snapshots, PaymentCommand.Authorise tap, long due)
    {
        var wasWriting = snapshots.IsWriting;
        var id = (UInt128)tap.TraceNumber;
        var outcome = await shard.ExecuteAsync(tap, id, id);
        Invariant.Check(
            outcome.Reply is Reply.PaymentDecided { IsApproved: true }, "payments at a fixed rate are approved");
        return (Stopwatch.GetTimestamp() - due, wasWriting || snapshots.IsWriting);
    }
}
