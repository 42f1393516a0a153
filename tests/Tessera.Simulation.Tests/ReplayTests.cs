using System.Diagnostics;
using Tessera.Simulation.Clock;
using Tessera.Simulation.Nodes;
using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Tests;

// Goal: a seed is a world. Run again it makes the same steps in the same order and leaves the same bytes, also after
// other worlds, on another thread, and in another process.
public sealed class ReplayTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(161)]
    [InlineData(977)]
    public void A_seed_run_again_leaves_the_same_bytes(int seed)
    {
        using var one = new SimKit();
        using var other = new SimKit();
        var first = SeedRun.Run((ulong)seed, one);
        SeedRun.Run((ulong)seed + 1, other);
        var second = SeedRun.Run((ulong)seed, other);

        Assert.Equal(first.TraceHash, second.TraceHash);
        Assert.Equal(first.Claims, second.Claims);
        Assert.Equal(first.Journals.Keys, second.Journals.Keys);
        Assert.All(first.Journals, journal => Assert.Equal(journal.Value, second.Journals[journal.Key]));
    }

    [Fact]
    public void Another_process_makes_the_same_steps()
    {
        using var kit = new SimKit();
        var here = SeedRun.Run(42, kit);
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(SimRandom).Assembly.Location, "run", "--seed", "42" },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(0, process.ExitCode);
        Assert.Contains(here.TraceHash.ToString("X16", null), said, StringComparison.Ordinal);
    }

    [Fact]
    public void Evidence_on_disk_is_checked_by_a_process_of_its_own()
    {
        var folder = Directory.CreateTempSubdirectory("tessera-sim-").FullName;
        try
        {
            Assert.Equal(0, SimulationVerbs.Run(["run", "--seed", "7", "--keep", folder], TextWriter.Null,
                TextWriter.Null));
            Assert.Equal(0, SimulationVerbs.Run(["check", folder], TextWriter.Null, TextWriter.Null));
            var log = Path.Combine(folder, "network", "journal.log");
            var bytes = File.ReadAllBytes(log);
            File.WriteAllBytes(log, bytes[..(bytes.Length / 2)]);
            Assert.Equal(1, SimulationVerbs.Run(["check", folder], TextWriter.Null, TextWriter.Null));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
