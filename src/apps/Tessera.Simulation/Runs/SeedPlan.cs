using Tessera.Simulation.Clock;

namespace Tessera.Simulation.Runs;

/// <summary>
/// What goes wrong in a world, and how often. Each seed switches a different set of faults on, so that rare ones meet
/// calm ones as well as each other.
/// </summary>
internal sealed record SeedPlan
{
    /// <summary>Of 1,000 messages.</summary>
    public int LostPerMille { get; init; }

    public int RepeatedPerMille { get; init; }

    public int SlowPerMille { get; init; }

    /// <summary>How late a slow message is at most; beyond every time limit it is an answer after its time.</summary>
    public TimeSpan Slowest { get; init; } = TimeSpan.FromSeconds(5);

    public bool HasPartitions { get; init; }

    public bool HasKills { get; init; }

    public bool HasPowerCuts { get; init; }

    public bool HasFullDisk { get; init; }

    public bool HasFlushErrors { get; init; }

    public bool HasRot { get; init; }

    /// <summary>Of 1,000 steps of a shard those whose flush takes long.</summary>
    public int SlowFlushPerMille { get; init; }

    public bool HasClockJumps { get; init; }

    /// <summary>Events of the fault injector over the whole run.</summary>
    public int Incidents { get; init; }

    public int Batch { get; init; } = 256;

    public int Queue { get; init; } = 4_096;

    public int SnapshotEveryEvents { get; init; }

    public int AnswersKept { get; init; }

    public TimeSpan PaymentsKept { get; init; }

    public int MostItems { get; init; }

    /// <summary>Heals as soon as everybody is done, not after a fixed time.</summary>
    public bool IsShort { get; init; }

    /// <summary>Sales at each till.</summary>
    public int Sales { get; init; }

    public static SeedPlan Of(SimRandom random) => new()
    {
        LostPerMille = Pick(random, 0, 0, 10, 60, 300),
        RepeatedPerMille = Pick(random, 0, 0, 30, 150, 500),
        SlowPerMille = Pick(random, 0, 20, 100, 300),
        Slowest = TimeSpan.FromSeconds(Pick(random, 2, 5, 14)),
        HasPartitions = random.Chance(400),
        HasKills = random.Chance(500),
        HasPowerCuts = random.Chance(500),
        HasFullDisk = random.Chance(250),
        HasFlushErrors = random.Chance(350),
        HasRot = random.Chance(200),
        SlowFlushPerMille = Pick(random, 0, 0, 10, 50),
        HasClockJumps = random.Chance(400),
        Incidents = random.Between(0, 8),
        Batch = Pick(random, 1, 2, 8, 256),
        Queue = Pick(random, 4, 32, 4_096),
        SnapshotEveryEvents = Pick(random, 0, 7, 25, 80),
        AnswersKept = Pick(random, 2, 10, 60),
        PaymentsKept = TimeSpan.FromSeconds(Pick(random, 1, 15, 120, 7_200)),
        MostItems = Pick(random, 2, 20, 200),
        Sales = random.Between(5, 10),
    };

    private static int Pick(SimRandom random, params ReadOnlySpan<int> values) => values[random.Below(values.Length)];
}
