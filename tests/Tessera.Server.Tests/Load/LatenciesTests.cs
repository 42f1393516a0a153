using System.Diagnostics;
using Tessera.Cli.Load;

namespace Tessera.Server.Tests.Load;

public sealed class LatenciesTests
{
    [Theory]
    [InlineData(0.5, 500)]
    [InlineData(0.99, 990)]
    [InlineData(0.999, 999)]
    public void A_share_is_told_within_a_percent(double share, double expectedMs)
    {
        var latencies = new Latencies();
        for (var ms = 1; ms <= 1_000; ms++)
        {
            latencies.Add(ms * Stopwatch.Frequency / 1_000);
        }

        Assert.InRange(latencies.At(share), expectedMs, expectedMs * 1.01 + 1);
    }

    [Fact]
    public void Nothing_and_the_extremes_are_told_too()
    {
        var latencies = new Latencies();
        Assert.Equal(0, latencies.At(0.5));
        latencies.Add(-1);
        latencies.Add(long.MaxValue);
        Assert.Equal(2, latencies.Count);
        Assert.True(latencies.At(0.1) < 0.001 && latencies.At(1) > 1_000_000);
    }

    [Fact]
    public void Two_lists_together_are_as_one()
    {
        var (low, high) = (new Latencies(), new Latencies());
        low.Add(Stopwatch.Frequency);
        high.Add(Stopwatch.Frequency * 10);
        low.AddAll(high);
        Assert.Equal(2, low.Count);
        Assert.InRange(low.At(0), 1_000, 1_010);
        Assert.InRange(low.At(0.9), 10_000, 10_100);
    }
}
