using System.Globalization;
using Tessera.Simulation.Checker;
using Tessera.Simulation.Nodes;

namespace Tessera.Simulation.Runs;

/// <summary>Many seeds on all cores, each on one thread, each checked when it ends.</summary>
internal static class SeedSweep
{
    public static SweepResult Run(ulong first, ulong last)
    {
        var result = new SweepResult();
        Parallel.For(
            (long)first, (long)last + 1,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => new SimKit(),
            (seed, _, kit) =>
            {
                var evidence = SeedRun.Run((ulong)seed, kit);
                result.Add((ulong)seed, evidence.Numbers, WorldCheck.Examine(evidence));
                return kit;
            },
            kit => kit.Dispose());
        return result;
    }

    /// <summary>What was found and the one line that shows it again.</summary>
    public static string Describe(ulong seed, IReadOnlyList<Breach> breaches)
    {
        const int most = 5;
        var number = seed.ToString(CultureInfo.InvariantCulture);
        return string.Join(Environment.NewLine,
        [
            $"seed {number}: {breaches.Count} found",
            .. breaches.Take(most).Select(breach => "  " + breach),
            "  dotnet run --project src/apps/Tessera.Simulation -c Release -- run --seed " + number,
        ]);
    }
}
