using System.Diagnostics;

namespace Tessera.Bench.Measuring;

/// <summary>Durations in ticks of <see cref="Stopwatch"/>; one writer, read when it has ended.</summary>
internal sealed class Samples
{
    public static readonly long TicksPerSecond = Stopwatch.Frequency;

    private readonly List<long> ticks = [];

    public int Count => ticks.Count;

    public void Add(long duration) => ticks.Add(duration);

    public void AddAll(Samples other) => ticks.AddRange(other.ticks);

    /// <summary>Milliseconds; zero of nothing.</summary>
    public double At(double share)
    {
        if (ticks.Count == 0)
        {
            return 0;
        }

        ticks.Sort();
        return ticks[Math.Min(ticks.Count - 1, (int)(ticks.Count * share))] * 1_000d / TicksPerSecond;
    }
}
