using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Tests;

// Goal: worlds under faults keep every promise. Each seed is another world; one that fails prints the line that shows
// it again.
public sealed class SeedTests
{
    private const ulong Seeds = 2_000;

    [Fact]
    public void Two_thousand_worlds_under_faults_keep_every_promise()
    {
        var result = SeedSweep.Run(1, Seeds);
        TestContext.Current.SendDiagnosticMessage(result.Summary(TimeSpan.FromSeconds(1)));

        Assert.True(result.Found.Count == 0, string.Join(
            Environment.NewLine, result.Found.Take(5).Select(each => SeedSweep.Describe(each.Key, each.Value))));
        Assert.Equal((int)Seeds, result.Seeds);
        Assert.All(
            [
                "kill", "power cut", "power cut in an operation", "full disk", "flush error", "damaged sector",
                "damage refused at a start", "partition", "swizzle clog", "clock jump", "days pass", "messages lost",
                "messages repeated", "messages late", "messages into a cut line",
            ],
            name => Assert.True(result.Counts.GetValueOrDefault(name) > 50, name + " did not happen"));
    }
}
