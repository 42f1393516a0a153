using System.Diagnostics;
using System.Globalization;
using Tessera.Bench.Shards;
using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Core.Payments;
using Tessera.Journal.Shards;
using Tessera.Journal.Snapshots;
using Tessera.Journal.Sqlite;
using Tessera.Primitives;

namespace Tessera.Bench.Memory;

/// <summary>A shard that made many payments over ten days, a snapshot of it, and as many events after the snapshot as
/// there may be; then a new process starts on it and decides a payment.</summary>
internal sealed class RestartRun : IDisposable
{
    public const int TailEvents = 500_000;
    private const int Days = 10;
    private const int InStep = 256;

    private static readonly MaintenanceCommand Housekeeping = new(
        MostItems: 1_000, AnswersKept: 100_000, PaymentsKept: TimeSpan.FromHours(24));

    private readonly VirtualTime time = new(DateTimeOffset.UtcNow.AddDays(-Days));
    private readonly SqliteFolder folder;
    private readonly ushort[] counters;
    private readonly TimeSpan pause;
    private PaymentFacts facts = null!;
    private Shard shard = null!;
    private int made;

    private RestartRun(string path, int accounts, int payments)
    {
        folder = new SqliteFolder(path);
        counters = new ushort[accounts];
        pause = TimeSpan.FromDays(Days) * InStep / payments;
    }

    public static IReadOnlyList<string> Run(int accounts, int payments, int starts, Action<string> tell)
    {
        var path = Directory.CreateTempSubdirectory("tessera-bench-").FullName;
        try
        {
            var lines = new List<string>();
            using (var run = new RestartRun(path, accounts, payments))
            {
                run.Make(payments, line =>
                {
                    lines.Add(line);
                    tell(line);
                });
            }

            for (var i = 0; i < starts; i++)
            {
                lines.Add(StartAgain(path));
                tell(lines[^1]);
            }

            return lines;
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>Called in the new process.</summary>
    public static string Start(string path)
    {
        var began = new DateTimeOffset(Process.GetCurrentProcess().StartTime);
        var start = Stopwatch.GetTimestamp();
        var place = new SqliteFolder(path);
        using var started = new Shard(SqliteJournal.Open(place), new FileSnapshotStore(place.SnapshotFolder));
        started.Load();
        var loaded = Stopwatch.GetElapsedTime(start).TotalSeconds;
        FirstPayment.Pay(started);
        var paid = (DateTimeOffset.Now - began).TotalSeconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"start of a new process: shard loaded in {loaded:F2} s, first payment {paid:F2} s after its begin, "
            + $"{Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:F2} s of CPU");
    }

    public void Dispose() => shard?.Dispose();

    private static string StartAgain(string path)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["restart", path])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        Invariant.Check(process.ExitCode == 0, "a new process starts on the folder");
        return line;
    }

    private void Make(int payments, Action<string> say)
    {
        using (var journal = SqliteJournal.Open(folder))
        {
            facts = ShardBank.Found(journal, counters.Length, at: time.GetUtcNow());
        }

        // An approval and its end are two events, and leaving memory a third of a thousand payments.
        var tail = Math.Min(payments, (TailEvents / 2) - InStep) / InStep * InStep;
        var start = Stopwatch.GetTimestamp();
        using (var freezes = new FreezeTimes())
        {
            Pay(payments - tail, snapshotEvery: TailEvents);
            var rate = made / Stopwatch.GetElapsedTime(start).TotalSeconds;
            say(string.Create(
                CultureInfo.InvariantCulture, $"{made:N0} payments, {rate:N0} a second with their ends; {freezes}"));
        }

        Snapshot();
        Pay(tail, snapshotEvery: 0);
        var files = new DirectoryInfo(folder.SnapshotFolder).EnumerateFiles().Max(file => file.Length);
        say(string.Create(
            CultureInfo.InvariantCulture,
            $"{made:N0} payments of {counters.Length:N0} accounts, the last {2 * tail:N0} events after a snapshot of "
            + $"{files / 1e6:F0} MB; journal {new FileInfo(folder.JournalFile).Length / 1e9:F1} GB"));
    }

    private void Snapshot()
    {
        using var journal = SqliteJournal.Open(folder);
        var store = new FileSnapshotStore(folder.SnapshotFolder);
        var loaded = ShardLoader.Load(journal, store, new NoSink());
        store.Save(ShardSnapshot.Schema, loaded.Head, loaded.State.Freeze().Write);
    }

    private void Pay(int count, long snapshotEvery)
    {
        shard = new Shard(
            SqliteJournal.Open(folder), new FileSnapshotStore(folder.SnapshotFolder),
            new ShardSettings { Time = time, Maintenance = Housekeeping, SnapshotEveryEvents = snapshotEvery });
        shard.Load();
        var random = new Random(made);
        for (var end = made + count; made < end;)
        {
            var taps = Enumerable.Range(0, Math.Min(InStep, end - made)).Select(_ => Tap(random)).ToArray();
            Submit(taps.Select(tap => ((Command)tap, (UInt128)tap.TraceNumber)), isAnswered: true);
            Submit(taps.Select(tap => ((Command)new PaymentCommand.Void(tap.Payment, ShardBank.Shop), UInt128.Zero)),
                isAnswered: false);
            time.Pass(pause);
        }

        shard.Dispose();
    }

    private PaymentCommand.Authorise Tap(Random random)
    {
        var token = random.Next(counters.Length);
        return ShardBank.Tap(facts, token, ++counters[token], ++made, ShardBank.DateOf(time.GetUtcNow()));
    }

    private void Submit(IEnumerable<(Command Command, UInt128 Id)> commands, bool isAnswered)
    {
        Task<Outcome>? last = null;
        foreach (var (command, id) in commands)
        {
            Invariant.Check(shard.TrySubmit(command, id, id, out last), "the shard takes the commands of a step");
        }

        while (!last!.IsCompleted)
        {
            shard.Step();
        }

        Invariant.Check(
            last.Result.Kind == OutcomeKind.Decided
            && (!isAnswered || last.Result.Reply is Reply.PaymentDecided { IsApproved: true }),
            "the bank's payments are approved and end");
    }

    private sealed class NoSink : IColdSink
    {
        public void Put(ColdKey key, ReadOnlySpan<byte> row)
        {
        }
    }
}
