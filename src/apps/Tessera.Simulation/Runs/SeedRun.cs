using Tessera.Journal.Shards;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Simulation.Actors;
using Tessera.Simulation.Clock;
using Tessera.Simulation.Disk;
using Tessera.Simulation.Nodes;

namespace Tessera.Simulation.Runs;

/// <summary>One seed from its first tap to its evidence: work under faults, heal, drain, close the day, start all nodes
/// once more.</summary>
internal sealed class SeedRun
{
    /// <summary>Virtual time after which nobody waits for anything any more.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

    private static readonly TimeSpan Troubled = TimeSpan.FromSeconds(100);

    private readonly ulong seed;
    private readonly SimWorld world;
    private readonly FaultInjector faults;

    private SeedRun(ulong seed, SimKit kit, WorldHooks hooks, SeedPlan? plan)
    {
        this.seed = seed;
        world = new SimWorld(seed, plan ?? SeedPlan.Of(new SimRandom(seed ^ 0x5EED)), kit, hooks);
        faults = new FaultInjector(world);
    }

    public static SeedEvidence Run(ulong seed, SimKit kit, WorldHooks? hooks = null, SeedPlan? plan = null) =>
        new SeedRun(seed, kit, hooks ?? new WorldHooks(), plan).Run();

    private SeedEvidence Run()
    {
        Begin();
        world.Scheduler.RunUntil(Troubled, () => world.Plan.IsShort && world.IsQuiet);
        faults.Heal();
        var isDone = world.Scheduler.RunUntil(Longest, () => world.IsQuiet);
        var drained = world.Scheduler.Now + TimeSpan.FromSeconds(60);
        isDone &= world.Scheduler.RunUntil(drained, IsDrained);
        CloseDays();
        isDone &= world.Scheduler.RunUntil(Longest * 2, () => world.IsQuiet);
        world.Scheduler.RunUntil(world.Scheduler.Now + TimeSpan.FromSeconds(60), IsDrained);
        RestartAll();
        return Evidence(isDone);
    }

    private void Begin()
    {
        world.Bank.Started = life => life.Process.Start(new BankDialler(world, life).RunAsync);
        world.Nodes.ForEach(node => node.Start());
        var phones = world.Kit.Template.Holders
            .Select(holder => new SimPhone(holder, holder.Phone, world.TillClock)).ToList();
        faults.Start();
        TillPlace[] places =
        [
            new("COFFEE01", DemoIds.AcquirerCode, DemoIds.Coffee, "COFFEE", 1_000),
            new("BOOKS001", DemoIds.AcquirerCode, DemoIds.Books, "BOOKS", 2_000),
            new("FARTILL1", SimIds.FarCode, default, "FAR SHOP 7", 3_000),
        ];
        foreach (var place in places)
        {
            world.Begin(new Shopping(world, new SimTill(world, place), phones).RunAsync);
        }

        world.Begin(new Operating(world, phones).RunAsync);
        for (var caller = 0; caller < 3; caller++)
        {
            world.Begin(new Registering(world, caller).RunAsync);
        }

        for (var serial = 0; serial < 2; serial++)
        {
            var activating = new Activating(world, serial);
            world.Begin(async () =>
            {
                if (await activating.RunAsync() is { } phone)
                {
                    phones.Add(phone);
                }
            });
        }
    }

    private bool IsDrained() => world.Nodes.TrueForAll(node =>
        node.Life is { IsOpen: true } life && life.Shard.Status == ShardStatus.Serving
        && life.Shard.QueueLength == 0 && Waiting(node) == 0);

    /// <summary>What waits for partners, by a question whose answer is there after one step.</summary>
    private static int Waiting(SimNode node)
    {
        var asked = node.Life!.Shard.QueryAsync(state => state.Partners.PartnersWaitedFor().Count()
            + state.Payments.Requested().Count()).AsTask();
        node.Life.Shard.Step();
        return asked.IsCompletedSuccessfully ? asked.Result : 1;
    }

    /// <summary>Two business days, so that what falls to the next window is settled too.</summary>
    private void CloseDays() => world.Begin(async () =>
    {
        for (var day = 0; day < 2; day++)
        {
            foreach (var node in world.Nodes)
            {
                await new Closing(world, node).RunAsync();
            }

            world.TillClock.Skew += TimeSpan.FromDays(1);
            world.Nodes.ForEach(node => node.Clock.Skew += TimeSpan.FromDays(1));
        }
    });

    private void RestartAll()
    {
        foreach (var node in world.Nodes)
        {
            node.ClaimState("live");
            node.Kill();
        }

        world.Nodes.ForEach(node => node.Start());
        world.Scheduler.RunUntil(
            world.Scheduler.Now + TimeSpan.FromSeconds(30),
            () => world.Nodes.TrueForAll(node => node.Life is { IsOpen: true }));
        world.Nodes.ForEach(node => node.ClaimFold());
    }

    private SeedEvidence Evidence(bool isDone)
    {
        world.Nodes.ForEach(node => node.CollectFaults());
        var journals = world.Nodes.ToDictionary(
            node => node.Name, node => node.Disk.Open(SimJournal.LogName).Medium.ToArray(), StringComparer.Ordinal);
        var other = world.Nodes
            .SelectMany(node => node.Disk.Files
                .Where(file => file.Key != SimJournal.LogName)
                .Select(file => ($"{node.Name}/{file.Key}", file.Value.Medium.ToArray())))
            .ToDictionary(file => file.Item1, file => file.Item2, StringComparer.Ordinal);
        string[] left = isDone ? [] : ["the world did not come to rest after it was healed"];
        return new SeedEvidence
        {
            Seed = seed,
            Journals = journals,
            OtherFiles = other,
            Claims = world.Record.Claims,
            Register = world.Record.Register,
            States = [.. world.Nodes.SelectMany(node => node.States)],
            Canaries = [.. SimIds.AllPans.Select(pan => pan.Reveal())],
            Faults =
            [
                .. world.Nodes.SelectMany(node => node.Faults), .. world.Faults, .. left,
                .. world.Outside.Fault is { } fault ? [fault.ToString()] : Array.Empty<string>(),
            ],
            Numbers = Count(),
            TraceHash = world.Scheduler.TraceHash,
        };
    }

    private SeedNumbers Count() => new()
    {
        Virtual = world.Scheduler.Now,
        Steps = world.Scheduler.Steps,
        Messages = world.Lines.Sent,
        Lost = world.Lines.Lost,
        Repeated = world.Lines.Repeated,
        Late = world.Lines.Late,
        Cut = world.Lines.Cut,
        Restarts = world.Nodes.Sum(node => node.Lives - 1),
        Refused = world.Nodes.Sum(node => node.Refused.Count),
        Incidents = faults.Met,
        DiskFaults = world.Nodes.Sum(node => node.Disk.Met.Values.Sum()),
    };
}
