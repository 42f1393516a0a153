using Tessera.Simulation.Checker;
using Tessera.Simulation.Nodes;
using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Tests.Planted;

// Goal: worlds whose journal, disk or snapshots break their promise do not pass. The bug sits in a port of the real
// shard; the checker sees only what came of it.
public sealed class BrokenPortTests
{
    private const ulong MostWorlds = 60;

    // Enough trouble for the bug to show.
    private static readonly SeedPlan Plan = new()
    {
        LostPerMille = 60,
        RepeatedPerMille = 100,
        SlowPerMille = 50,
        HasKills = true,
        HasPowerCuts = true,
        HasFlushErrors = true,
        Incidents = 10,
        Batch = 2,
        Queue = 64,
        SnapshotEveryEvents = 9,
        AnswersKept = 3,
        PaymentsKept = TimeSpan.FromSeconds(1),
        MostItems = 50,
        Sales = 9,
    };

    public static TheoryData<string> Names => [.. BrokenPorts.All.Select(port => port.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_broken_port_is_found(string name)
    {
        var port = BrokenPorts.All.Single(each => each.Name == name);
        using var kit = new SimKit();
        var found = new HashSet<string>();
        for (var seed = 1UL; seed <= MostWorlds && !found.Overlaps(port.Invariants); seed++)
        {
            found.UnionWith(WorldCheck.Run(SeedRun.Run(seed, kit, port.Hooks, Plan)).Select(each => each.Invariant));
        }

        Assert.True(
            found.Overlaps(port.Invariants),
            $"{MostWorlds} worlds showed {(found.Count == 0 ? "nothing" : string.Join(", ", found))}");
    }

    [Fact]
    public void The_same_worlds_with_whole_ports_pass()
    {
        using var kit = new SimKit();
        for (var seed = 1UL; seed <= 20; seed++)
        {
            Assert.Empty(WorldCheck.Run(SeedRun.Run(seed, kit, plan: Plan)));
        }
    }
}
