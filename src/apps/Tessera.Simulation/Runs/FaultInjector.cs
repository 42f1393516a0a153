using Tessera.Simulation.Clock;
using Tessera.Simulation.Disk;
using Tessera.Simulation.Nodes;

namespace Tessera.Simulation.Runs;

/// <summary>Lets happen what the plan allows, at moments that the seed chooses: between any two pieces of work, and at
/// any operation of a disk.</summary>
internal sealed class FaultInjector(SimWorld world)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    private readonly SimRandom random = world.Random.Fork();

    /// <summary>How often each kind of fault was let loose.</summary>
    public SortedDictionary<string, int> Met { get; } = new(StringComparer.Ordinal);

    public void Start()
    {
        var plan = world.Plan;
        for (var i = 0; i < plan.Incidents; i++)
        {
            var incident = Incident();
            world.Scheduler.After(random.Between(TimeSpan.Zero, Longest), world.Outside, () =>
            {
                if (!world.IsHealed)
                {
                    incident();
                }
            });
        }
    }

    /// <summary>Every line is whole, every disk healthy, every machine up.</summary>
    public void Heal()
    {
        world.IsHealed = true;
        world.Lines.Calm();
        foreach (var node in world.Nodes)
        {
            node.Disk.Calm();
            node.Thaw();
            node.IsHealed = true;
            node.IsHeldDown = false;
            node.Start();
        }
    }

    private Action Incident()
    {
        var node = random.Pick(world.Nodes);
        var plan = world.Plan;
        List<(bool IsAllowed, string Name, Action Run)> all =
        [
            (plan.HasKills, "kill", node.Kill),
            (plan.HasPowerCuts, "power cut", node.CutPower),
            (plan.HasPowerCuts, "power cut in an operation",
                () => node.Disk.Plan(DiskFault.PowerCut, random.Below(12))),
            (plan.HasFullDisk, "full disk", () => Fill(node)),
            (plan.HasFlushErrors, "flush error", () => node.Disk.Plan(DiskFault.FlushError, random.Below(8))),
            (plan.HasRot, "damaged sector", () => Spoil(node)),
            (plan.HasPartitions, "partition", Split),
            (plan.HasPartitions, "swizzle clog", Swizzle),
            (plan.HasKills, "frozen machine", () => node.Freeze(random.Between(Second, Longest))),
            (plan.HasKills, "second owner", node.TakeOver),
            (plan.HasClockJumps, "clock jump", () => Jump(node)),
            (plan.HasClockJumps, "clock drift", () => node.Clock.DriftPerMille = random.Between(-100, 100)),
            (plan.HasClockJumps, "days pass", DaysPass),
        ];
        var allowed = all.Where(each => each.IsAllowed).ToArray();
        if (allowed.Length == 0)
        {
            return () => { };
        }

        var (_, name, run) = random.Pick(allowed);
        return () =>
        {
            Met[name] = Met.GetValueOrDefault(name) + 1;
            run();
        };
    }

    private void Fill(SimNode node)
    {
        node.Disk.Plan(DiskFault.Full, random.Below(8));
        After(3, 25, () => node.Disk.IsFull = false);
    }

    private void Spoil(SimNode node)
    {
        node.IsHeldDown = true;
        node.Kill();
        After(0, 1, () =>
        {
            node.Spoil();
            node.IsHeldDown = false;
            node.Start();
        });
    }

    private void Split()
    {
        var (one, other) = Pair();
        world.Lines.Split(one, other);
        if (random.Chance(600))
        {
            world.Lines.Split(other, one);
        }

        After(2, 40, () =>
        {
            world.Lines.Heal(one, other);
            world.Lines.Heal(other, one);
        });
    }

    /// <summary>Lines are cut one after the other and come back in another order.</summary>
    private void Swizzle()
    {
        string[] names = ["network", "bank", "api", "COFFEE01", "BOOKS001", "FARTILL1", "FARCLEAR"];
        foreach (var name in names.Where(_ => random.Chance(500)))
        {
            foreach (var node in world.Nodes.Where(node => node.Name != name))
            {
                After(0, 10, () => world.Lines.Split(name, node.Name));
                After(12, 40, () => world.Lines.Heal(name, node.Name));
            }
        }
    }

    private void Jump(SimNode node) =>
        node.Clock.Skew += random.Between(TimeSpan.FromHours(-30), TimeSpan.FromHours(30));

    /// <summary>Holds run out, windows fall due, stored payments grow old.</summary>
    private void DaysPass()
    {
        var days = TimeSpan.FromDays(random.Between(1, 4));
        world.TillClock.Skew += days;
        world.Nodes.ForEach(node => node.Clock.Skew += days);
    }

    private (string One, string Other) Pair() => random.Pick(
    [
        ("network", "bank"), ("bank", "network"), ("api", "network"), ("network", "api"), ("COFFEE01", "network"),
        ("FARTILL1", "network"), ("network", "FARCLEAR"), ("network", "BOOKS001"),
    ]);

    private void After(int least, int most, Action run) => world.Scheduler.After(
        random.Between(TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(most)), world.Outside, () =>
        {
            if (!world.IsHealed)
            {
                run();
            }
        });
}
