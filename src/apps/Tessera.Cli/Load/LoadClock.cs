using System.Diagnostics;

namespace Tessera.Cli.Load;

/// <summary>The times of one run, in ticks of <see cref="Stopwatch"/>: what leaves before From is sent and not
/// counted.</summary>
internal readonly record struct LoadClock(long Start, long From, long End)
{
    public static LoadClock Begin(int warmUpSeconds, int seconds)
    {
        var start = Stopwatch.GetTimestamp();
        var from = start + (warmUpSeconds * Stopwatch.Frequency);
        return new LoadClock(start, from, from + (seconds * Stopwatch.Frequency));
    }

    public bool IsOver => Stopwatch.GetTimestamp() >= End;

    /// <summary>Until the warm-up is over.</summary>
    public Task WaitForStartAsync(CancellationToken cancel)
    {
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), From);
        return left > TimeSpan.Zero ? Task.Delay(left, cancel) : Task.CompletedTask;
    }
}
