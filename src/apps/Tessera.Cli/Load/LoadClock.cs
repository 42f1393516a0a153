using System.Diagnostics;

namespace Tessera.Cli.Load;

/// <summary>The times of one run, in ticks of <see cref="Stopwatch"/>: what leaves before From is sent and not
/// counted.</summary>
internal readonly record struct LoadClock(long Start, long From, long End)
{
    public static LoadClock Begin(LoadSettings settings)
    {
        var start = Stopwatch.GetTimestamp();
        var from = start + (settings.WarmUpSeconds * Stopwatch.Frequency);
        return new LoadClock(start, from, from + (settings.Seconds * Stopwatch.Frequency));
    }

    public bool IsOver => Stopwatch.GetTimestamp() >= End;
}
