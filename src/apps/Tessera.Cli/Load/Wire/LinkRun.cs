using System.Diagnostics;

namespace Tessera.Cli.Load.Wire;

/// <summary>Several links at once, each on a thread of its own, measured together.</summary>
internal static class LinkRun
{
    // So long a server hands out the same page of metrics.
    private static readonly TimeSpan PageAge = TimeSpan.FromMilliseconds(300);

    public static async Task<LoadReport> RunAsync(
        string operation, LoadLink[] links, LinkSettings settings, LoadServer[] servers,
        CancellationToken cancel)
    {
        // The first page costs a server more than the ones after it.
        await ReadAsync(servers, cancel);
        GC.Collect();
        var clock = LoadClock.Begin(settings.WarmUpSeconds, settings.Seconds);
        var rate = (double)settings.Rate / links.Length;
        var running = links.Select((link, i) => Task.Factory.StartNew(
            () => link.Run(settings.WindowOf(i), rate, clock, cancel), cancel,
            TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        await clock.WaitForStartAsync(cancel);
        var own = ProcessCpu.OfThisProcess();
        var before = await ReadAsync(servers, cancel);
        var warmUp = links.Sum(link => (long)link.Answered);
        await Task.WhenAll(running);
        var operations = links.Sum(link => (long)link.Answered) - warmUp;
        var costs = ProcessCpu.MicrosEach(own, operations);
        var seconds = Stopwatch.GetElapsedTime(clock.From, links.Max(link => link.LastAt)).TotalSeconds;
        var report = LoadTally.Of(links.Select(link => link.Tally)).Report(operation, seconds) with
        {
            Errors = links.Sum(link => link.Unanswered),
            RanOut = links.Any(link => link.RanOut),
            ClientCpuMicros = costs,
        };
        foreach (var server in servers)
        {
            report = await server.CatchUpAsync(report, cancel);
        }

        await Task.Delay(PageAge, cancel);
        var after = await ReadAsync(servers, cancel);
        return ServerCost.AddTo(
            report, [.. servers.Select((server, i) => after[i].Since(server.Name, before[i], operations))]);
    }

    private static Task<ServerMetrics[]> ReadAsync(LoadServer[] servers, CancellationToken cancel) =>
        Task.WhenAll(servers.Select(server => server.ReadMetricsAsync(cancel)));
}
