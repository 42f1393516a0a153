using System.Diagnostics;
using Tessera.Core;
using Tessera.Core.Cards;
using Tessera.Core.Ledger;
using Tessera.Journal.Shards;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Server.Operations;
using Tessera.Server.World;
using AccountTransferId = Tessera.Primitives.Id<Tessera.Core.IdKinds.AccountTransfer>;
using CardAccountId = Tessera.Primitives.Id<Tessera.Core.IdKinds.CardAccount>;

namespace Tessera.Cli.Load.Transfers;

/// <summary>
/// Transfers between accounts of one bank, from callers inside the server's process: its world with journal and read
/// models, without its doors. Each caller waits for the durable answer before it asks again.
/// </summary>
internal sealed class TransferLoad
{
    private const long CreditLimitMinor = 1_000_000_000_00;
    private const int MostMinor = 100_00;
    private const ulong Ours = 0x4C6F6164;

    private readonly TransferSettings settings;
    private readonly Shard shard;
    private LoadClock clock;
    private int next;

    private TransferLoad(TransferSettings settings, Shard shard)
    {
        this.settings = settings;
        this.shard = shard;
    }

    public static async Task<LoadReport> RunAsync(
        TransferSettings settings, Action<string> tell, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("tessera-load-").FullName;
        try
        {
            using var counters = new LiveCounters(TimeProvider.System);
            await using var setup = await WorldSetup.OpenAsync(
                Path.Combine(folder, "data"), TimeProvider.System, counters, isDemo: true);
            var load = new TransferLoad(settings, setup.World.Shard);
            tell($"Opening {settings.Accounts} accounts…");
            await Parallel.ForEachAsync(
                Enumerable.Range(0, settings.Accounts),
                new ParallelOptions { MaxDegreeOfParallelism = settings.InFlight, CancellationToken = cancel },
                load.OpenAsync);
            await ReadModels.CatchUpAsync(setup.World.Projections, cancel);
            tell($"{settings.InFlight} callers for {settings.WarmUpSeconds} s and {settings.Seconds} s…");
            var report = await load.MeasureAsync(cancel);
            return report with
            {
                CatchUpSeconds = await ReadModels.CatchUpAsync(setup.World.Projections, cancel),
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static CardAccountId Account(int serial) => new(((UInt128)Ours << 64) + (uint)serial);

    private static UInt128 CommandId(int serial) => ((UInt128)Ours << 96) + (uint)serial;

    private async ValueTask OpenAsync(int serial, CancellationToken cancel)
    {
        var outcome = await ExecuteAsync(new CardCommand.OpenAccount(
            Account(serial), new BookId(DemoIds.IssuerBook), CardAccountKind.Credit, Currency.Usd, CreditLimitMinor,
            Timestamp.FromDate(new DateOnly(2020, 1, 1))));
        Invariant.Check(outcome.Kind == OutcomeKind.Decided, "an account of the demo's bank opens");
    }

    private ValueTask<Outcome> ExecuteAsync(Command command)
    {
        var id = CommandId(Interlocked.Increment(ref next));
        return shard.ExecuteAsync(command, id, id);
    }

    private async Task<LoadReport> MeasureAsync(CancellationToken cancel)
    {
        clock = LoadClock.Begin(settings.WarmUpSeconds, settings.Seconds);
        var callers = Enumerable.Range(1, settings.InFlight)
            .Select(caller => Task.Run(() => CallAsync(new Random(caller), cancel), cancel)).ToArray();
        await clock.WaitForStartAsync(cancel);
        var commits = new Latencies();
        using var listening = ShardMeter.ListenToCommits(
            duration => commits.Add((long)(duration * Stopwatch.Frequency)));
        var before = ProcessCpu.OfThisProcess();
        var all = LoadTally.Of(await Task.WhenAll(callers));
        var seconds = Stopwatch.GetElapsedTime(clock.From).TotalSeconds;
        return all.Report("transfers", seconds) with
        {
            CommitP50Ms = commits.At(0.5),
            CommitP99Ms = commits.At(0.99),
            PerCommit = ProcessCpu.Each(all.Latencies.Count, commits.Count),
            ClientCpuMicros = ProcessCpu.MicrosEach(before, all.Latencies.Count),
        };
    }

    private async Task<LoadTally> CallAsync(Random random, CancellationToken cancel)
    {
        var tally = new LoadTally();
        while (!clock.IsOver)
        {
            cancel.ThrowIfCancellationRequested();
            var asked = Stopwatch.GetTimestamp();
            var outcome = await ExecuteAsync(Transfer(random));
            if (asked >= clock.From)
            {
                Count(tally, outcome, Stopwatch.GetTimestamp() - asked);
            }
        }

        return tally;
    }

    private CardCommand.Transfer Transfer(Random random)
    {
        var source = random.Next(settings.Accounts);
        var target = (source + 1 + random.Next(settings.Accounts - 1)) % settings.Accounts;
        return new CardCommand.Transfer(
            new AccountTransferId((UInt128)(ulong)random.NextInt64()), Account(source), Account(target),
            1 + random.Next(MostMinor), Currency.Usd);
    }

    private static void Count(LoadTally tally, in Outcome outcome, long ticks)
    {
        if (outcome.Kind == OutcomeKind.Decided)
        {
            tally.Accept(ticks);
        }
        else
        {
            var refusal = outcome.Kind == OutcomeKind.Rejected ? outcome.Refusal.ToString() : outcome.Kind.ToString();
            tally.Refuse(refusal, ticks);
        }
    }
}
