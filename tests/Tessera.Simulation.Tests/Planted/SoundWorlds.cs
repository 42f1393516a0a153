using Tessera.Simulation.Checker;
using Tessera.Simulation.Evidence;
using Tessera.Simulation.Nodes;
using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Tests.Planted;

// Evidence of some worlds in which nothing is wrong.
public sealed class SoundWorlds
{
    private const ulong Worlds = 24;

    public SoundWorlds()
    {
        using var kit = new SimKit();
        for (var seed = 1UL; seed <= Worlds; seed++)
        {
            Evidence.Add(SeedRun.Run(seed, kit));
            Assert.Empty(WorldCheck.Run(Evidence[^1]));
        }
    }

    internal List<SeedEvidence> Evidence { get; } = [];
}
