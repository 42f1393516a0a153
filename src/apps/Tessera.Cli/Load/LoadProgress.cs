using System.Diagnostics;

namespace Tessera.Cli.Load;

/// <summary>Says every few seconds how far a long run is.</summary>
internal sealed class LoadProgress : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly long start = Stopwatch.GetTimestamp();
    private readonly Timer timer;
    private int done;

    public LoadProgress(string what, int wanted, Action<string> tell) => timer = new Timer(
        _ => tell(FormattableString.Invariant(
            $"{done:N0} of {wanted:N0} {what}, {done / Stopwatch.GetElapsedTime(start).TotalSeconds:N0}/s")),
        null, Pause, Pause);

    public void Done() => Interlocked.Increment(ref done);

    public void Dispose() => timer.Dispose();
}
