using Tessera.Core;
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

    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(60);

    /// <summary>A request whose answer is here is concluded at the next look, one without after five minutes.</summary>
    private static readonly TimeSpan Orphaned = TimeSpan.FromMinutes(1);

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
        isDone &= RunFor(Drain, IsDrained);
        isDone &= RunFor(Orphaned, HasNoRequest);
        isDone &= RunFor(Drain, IsDrained);
        CloseDays();
        isDone &= world.Scheduler.RunUntil(Longest * 2, () => world.IsQuiet);
        RunFor(Drain, IsDrained);
        var left = isDone ? "" : Rest();
        RestartAll();
        return Evidence(left);
    }

    private bool RunFor(TimeSpan span, Func<bool> condition) =>
        world.Scheduler.RunUntil(world.Scheduler.Now + span, condition);

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
            var shopping = new Shopping(world, new SimTill(world, place), phones);
            world.Begin(shopping.RunAsync);
            if (place.Merchant == DemoIds.Coffee)
            {
                world.Begin(new AppShopping(world, place, phones, shopping).RunAsync);
            }
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

    private bool IsDrained() => world.Nodes.TrueForAll(IsDrained);

    private static bool IsDrained(SimNode node) =>
        node.Life is { IsOpen: true } life && life.Shard.Status == ShardStatus.Serving
        && life.Shard.QueueLength == 0 && Ask(node, state => state.Partners.PartnersWaitedFor().Any()) is false;

    private bool HasNoRequest() => world.Nodes.TrueForAll(node =>
        node.Life is { IsOpen: true } && Ask(node, state => state.Payments.Requested().Any()) is false);

    /// <summary>A question whose answer is there after one step; null where the shard cannot say.</summary>
    private static bool? Ask(SimNode node, Func<ShardState, bool> question)
    {
        var asked = node.Life!.Shard.QueryAsync(question).AsTask();
        node.Life.Shard.Step();
        return asked.IsCompletedSuccessfully ? asked.Result : null;
    }

    /// <summary>Two business days, so that what falls to the next window is settled too.</summary>
    private void CloseDays() => world.Begin(async () =>
    {
        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var node in world.Nodes)
            {
                if (await new Closing(world, node).RunAsync() is { } day)
                {
                    // However wrong its clock went: what was closed today leaves more for tomorrow.
                    var tomorrow = new DateTimeOffset(day.AddDays(1).ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero);
                    node.Clock.Skew += tomorrow - node.Clock.GetUtcNow();
                }
            }
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

    private SeedEvidence Evidence(string left)
    {
        world.Nodes.ForEach(node => node.CollectFaults());
        var journals = world.Nodes.ToDictionary(
            node => node.Name, node => node.Disk.Open(SimJournal.LogName).Medium.ToArray(), StringComparer.Ordinal);
        var other = world.Nodes
            .SelectMany(node => node.Disk.Files
                .Where(file => file.Key != SimJournal.LogName)
                .Select(file => ($"{node.Name}/{file.Key}", file.Value.Medium.ToArray())))
            .ToDictionary(file => file.Item1, file => file.Item2, StringComparer.Ordinal);
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
                .. world.Nodes.SelectMany(node => node.Faults), .. world.Faults,
                .. left.Length > 0 ? ["the world did not come to rest after healing: " + left] : Array.Empty<string>(),
                .. world.Outside.Fault is { } fault ? [fault.ToString()] : Array.Empty<string>(),
            ],
            Numbers = Count(),
            TraceHash = world.Scheduler.TraceHash,
        };
    }

    private string Rest() => string.Join("; ", world.Nodes.Select(node => node.Life is { } life
        ? $"{node.Name} {life.Shard.Status}, {(IsDrained(node) ? "drained" : "not drained")}, "
            + $"{life.Connections.Count} connections, {life.Links.Find(SimIds.BankCode)?.IsSignedOn} signed on"
        : $"{node.Name} down")) + (world.IsQuiet ? "" : "; somebody still waits");

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
