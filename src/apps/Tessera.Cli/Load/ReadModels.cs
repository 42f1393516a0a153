using System.Diagnostics;
using Tessera.Journal.Projections;

namespace Tessera.Cli.Load;

/// <summary>The read models of a server in this process.</summary>
internal static class ReadModels
{
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(1);

    /// <summary>Waits until they show what was answered; returns how long that took, in seconds.</summary>
    public static async Task<double> CatchUpAsync(ProjectionHost projections, CancellationToken cancel)
    {
        var start = Stopwatch.GetTimestamp();
        long asked;
        do
        {
            // It gives up after two seconds, which is how an answer in vain is told.
            cancel.ThrowIfCancellationRequested();
            asked = Stopwatch.GetTimestamp();
            await projections.CaughtUpAsync();
        }
        while (Stopwatch.GetElapsedTime(asked) > Quick);
        return Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 3);
    }
}
