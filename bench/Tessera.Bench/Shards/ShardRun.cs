using System.Diagnostics;
using Tessera.Bench.Measuring;
using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Core.Payments;
using Tessera.Journal;
using Tessera.Journal.InMemory;
using Tessera.Journal.Shards;
using Tessera.Journal.Snapshots;
using Tessera.Journal.Sqlite;

namespace Tessera.Bench.Shards;

/// <summary>Durable authorisations through one shard without any wire: many callers, each with one at a time.</summary>
internal sealed class ShardRun
{
    private static readonly MaintenanceCommand Housekeeping = new(
        MostItems: 1_000, AnswersKept: 100_000, PaymentsKept: TimeSpan.FromHours(24));

    private readonly ShardWork work;
    private readonly Command[] commands;
    private readonly Samples samples = new();
    private long from = long.MaxValue;
    private long end = long.MaxValue;
    private int next = -1;
    private long approved;
    private long others;

    private ShardRun(ShardWork work, PaymentFacts facts)
    {
        this.work = work;
        commands = Make(work, facts);
    }

    public static async Task<(Run Run, ShardSizes Sizes)> RunAsync(ShardWork work)
    {
        var folder = new SqliteFolder(Directory.CreateTempSubdirectory("tessera-bench-").FullName);
        try
        {
            var storage = new MemoryStorage();
            PaymentFacts facts;
            using (var journal = Open(work, folder, storage))
            {
                facts = ShardBank.Found(
                    journal, work.Tokens, new FileSnapshotStore(folder.SnapshotFolder));
            }

            return await new ShardRun(work, facts).RunAsync(folder, storage);
        }
        finally
        {
            Directory.Delete(folder.Path, recursive: true);
        }
    }

    private async Task<(Run Run, ShardSizes Sizes)> RunAsync(SqliteFolder folder, MemoryStorage storage)
    {
        var (memory, disk) = (GC.GetTotalMemory(forceFullCollection: true), SizeOf(folder));
        var shard = Load(folder, storage);
        var founded = shard.Head.Sequence;
        var loaded = GC.GetTotalMemory(forceFullCollection: true);
        Run run;
        long used;
        await using (new ShardHost(shard))
        {
            run = await MeasureAsync(shard);
            used = GC.GetTotalMemory(forceFullCollection: true);
        }

        double payments = Math.Min(next, commands.Length);
        var grown = SizeOf(folder) - disk;
        (long Bytes, TimeSpan Time)? models = work is { HasReadModels: true, IsInMemory: false }
            ? ReadModelCost.Measure(folder, founded) : null;
        var start = Stopwatch.GetTimestamp();
        using var again = Load(folder, storage);
        var restart = Stopwatch.GetElapsedTime(start);
        var snapshots = new FileSnapshotStore(folder.SnapshotFolder).NewestFirst(folder.Shard);
        return (run, new ShardSizes
        {
            MemoryPerToken = (double)(loaded - memory) / work.Tokens,
            MemoryPerPayment = (used - loaded) / payments,
            DiskPerPayment = grown / payments,
            RestartSeconds = restart.TotalSeconds,
            RestartRows = again.Head.Sequence - (snapshots.FirstOrDefault()?.Position.Sequence ?? 0),
            Rows = again.Head.Sequence,
            ReadModelsPerPayment = models?.Bytes / payments,
            ReadModelMicrosPerPayment = models?.Time.TotalMicroseconds / payments,
        });
    }

    private Shard Load(SqliteFolder folder, MemoryStorage storage)
    {
        var shard = new Shard(
            Open(work, folder, storage), new FileSnapshotStore(folder.SnapshotFolder),
            new ShardSettings { BatchCommands = work.Batch, Maintenance = Housekeeping });
        shard.Load();
        return shard;
    }

    private static IJournal Open(ShardWork work, SqliteFolder folder, MemoryStorage storage) =>
        work.IsInMemory ? new MemoryJournal(storage) : SqliteJournal.Open(folder);

    private static long SizeOf(SqliteFolder folder) =>
        File.Exists(folder.JournalFile) ? new FileInfo(folder.JournalFile).Length : 0;

    // Each token's counter rises by one; the order of the tokens is random, as the taps of many people are.
    private static Command[] Make(ShardWork work, PaymentFacts facts)
    {
        var random = new Random(20_261_102);
        var counters = new ushort[work.Tokens];
        var date = ShardBank.DateOf(DateTimeOffset.UtcNow);
        var made = new Command[work.Prepared];
        for (var i = 0; i < made.Length; i++)
        {
            var token = random.Next(work.Tokens);
            made[i] = ShardBank.Tap(facts, token, ++counters[token], i + 1, date);
        }

        return made;
    }

    private async Task<Run> MeasureAsync(Shard shard)
    {
        GC.Collect();
        var commits = new Samples();
        var callers = Enumerable.Range(0, work.InFlight).Select(_ => Task.Run(() => CallAsync(shard))).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(work.WarmUpSeconds));
        var before = ProcessUse.Now();
        var start = Stopwatch.GetTimestamp();
        Volatile.Write(ref from, start);
        using (ShardMeter.ListenToCommits(seconds => commits.Add((long)(seconds * Samples.TicksPerSecond))))
        {
            await Task.WhenAny(Task.WhenAll(callers), Task.Delay(TimeSpan.FromSeconds(work.Seconds)));
        }

        var stop = Stopwatch.GetTimestamp();
        Volatile.Write(ref end, stop);
        var used = ProcessUse.Now().Since(before);
        foreach (var latencies in await Task.WhenAll(callers))
        {
            samples.AddAll(latencies);
        }

        return Report(commits, used, Stopwatch.GetElapsedTime(start, stop).TotalSeconds);
    }

    private async Task<Samples> CallAsync(Shard shard)
    {
        var latencies = new Samples();
        while (Interlocked.Increment(ref next) is var i && i < commands.Length)
        {
            var asked = Stopwatch.GetTimestamp();
            if (asked >= Volatile.Read(ref end))
            {
                break;
            }

            var outcome = await shard.ExecuteAsync(commands[i], (UInt128)(uint)i + 1, (UInt128)(uint)i + 1);
            var now = Stopwatch.GetTimestamp();
            if (now >= Volatile.Read(ref from) && now < Volatile.Read(ref end))
            {
                latencies.Add(now - asked);
                Count(outcome);
            }
        }

        return latencies;
    }

    private void Count(Outcome outcome)
    {
        if (outcome.Reply is Reply.PaymentDecided { IsApproved: true })
        {
            Interlocked.Increment(ref approved);
        }
        else
        {
            Interlocked.Increment(ref others);
        }
    }

    private Run Report(Samples commits, ProcessUse used, double seconds)
    {
        double count = Math.Max(samples.Count, 1);
        return new Run
        {
            RatePerS = samples.Count / seconds,
            P50Ms = samples.At(0.5),
            P99Ms = samples.At(0.99),
            P999Ms = samples.At(0.999),
            CommitP50Ms = commits.At(0.5),
            CommitP99Ms = commits.At(0.99),
            PerCommit = count / Math.Max(commits.Count, 1),
            CpuMicros = used.Cpu.TotalMicroseconds / count,
            ShardCpuMicros = used.ShardCpu.TotalMicroseconds / count,
            AllocatedBytes = used.AllocatedBytes / count,
            Accepted = approved,
            Others = others,
            Remark = next >= commands.Length ? "the prepared authorisations ran out" : "",
        };
    }
}
