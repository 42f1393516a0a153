using Tessera.Simulation.Checker;
using Tessera.Simulation.Disk;
using Tessera.Simulation.Nodes;
using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Tests;

// Goal: no disk operation of a node may fail in a way that shows. Method: one calm world, run again and again, in which
// each time another write or flush fails.
public sealed class EveryOperationTests
{
    private const int Operations = 70;

    private static readonly SeedPlan Plan = new()
    {
        Batch = 4, SnapshotEveryEvents = 12, AnswersKept = 5, PaymentsKept = TimeSpan.FromSeconds(5), MostItems = 50,
        Queue = 64, Sales = 3, IsShort = true,
    };

    public static TheoryData<int> Faults =>
        [(int)DiskFault.PowerCut, (int)DiskFault.Full, (int)DiskFault.FlushError];

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_world_survives_a_fault_at_each_of_its_operations(int fault)
    {
        using var kit = new SimKit();
        var met = 0;
        for (var operation = 0; operation < Operations; operation++)
        {
            var hooks = new WorldHooks { Disk = (_, disk) => disk.Plan((DiskFault)fault, operation) };
            var evidence = SeedRun.Run(5, kit, hooks, Plan);
            met += evidence.Numbers.DiskFaults;
            Assert.True(
                WorldCheck.Run(evidence) is { Count: 0 },
                $"operation {operation}: {string.Join(", ", WorldCheck.Run(evidence))}");
        }

        Assert.True(met > Operations, $"only {met} faults were met");
    }
}
