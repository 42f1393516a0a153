using System.Diagnostics;
using System.Numerics;

namespace Tessera.Cli.Load;

/// <summary>Durations counted in buckets less than one percent wide, so that memory does not grow with their number.
/// One writer at a time.</summary>
internal sealed class Latencies
{
    private const int StepBits = 7;
    private const int Steps = 1 << StepBits;
    private const int MostBits = 44;

    private readonly int[] counts = new int[(MostBits - StepBits + 1) * Steps];

    public long Count { get; private set; }

    public void Add(long ticks)
    {
        counts[BucketOf(Math.Clamp(ticks, 0, (1L << MostBits) - 1))]++;
        Count++;
    }

    public void AddAll(Latencies other)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] += other.counts[i];
        }

        Count += other.Count;
    }

    /// <summary>Milliseconds below which the share lies; zero of nothing.</summary>
    public double At(double share)
    {
        var left = Math.Min(Count, (long)(Count * share) + 1);
        for (var i = 0; left > 0 && i < counts.Length; i++)
        {
            left -= counts[i];
            if (left <= 0)
            {
                return Math.Round(UpperOf(i) * 1_000d / Stopwatch.Frequency, 3);
            }
        }

        return 0;
    }

    private static int BucketOf(long ticks)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)ticks | 1) - StepBits);
        return (shift * Steps) + (int)(ticks >> shift);
    }

    private static long UpperOf(int bucket)
    {
        var shift = Math.Max(0, (bucket / Steps) - 1);
        return ((long)(bucket - (shift * Steps)) + 1) << shift;
    }
}
