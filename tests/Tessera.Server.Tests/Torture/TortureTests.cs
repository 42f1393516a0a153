using Tessera.Cli.Torture;

namespace Tessera.Server.Tests.Torture;

/// <summary>
/// Goal: no fault that this machine can play loses, doubles or breaks what was acknowledged. Method: the verb itself,
/// with fewer kills; what it cannot play here is skipped with its reason.
/// </summary>
public sealed class TortureTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(10, "kill")]
    [InlineData(0, "stop,delay,cut,half-close,duplicate,reorder")]
    [InlineData(0, "flip,tail")]
    [InlineData(0, "flush-error,flush-full,write-error,write-full")]
    [InlineData(0, "disk")]
    [InlineData(0, "power")]
    public async Task A_server_under_fire_loses_nothing_and_doubles_nothing(int kills, string faults)
    {
        var names = faults.Split(',');
        var settings = new TortureSettings { Kills = kills, Seed = 20_141_020, Faults = names };
        var report = await TortureRun.RunAsync(settings, output.WriteLine, TestContext.Current.CancellationToken);
        Assert.Empty(report.Findings);
        Assert.Equal((0, 0, 0), (report.Lost, report.Duplicated, report.InvariantBreaks));
        Assert.SkipWhen(report.Skipped > 0, string.Join("; ", report.SkippedFaults.Select(
            skipped => $"{skipped.Key}: {skipped.Value.Reason}. To run it: {skipped.Value.Remedy}")));
        Assert.Equal(names.Order(StringComparer.Ordinal), report.Faults.Keys);
        Assert.True(report.Kills >= kills && report.Acknowledged > kills, "the load did not run");
    }
}
