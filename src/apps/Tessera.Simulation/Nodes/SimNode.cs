using System.Buffers;
using System.Security.Cryptography;
using Tessera.Core;
using Tessera.Hsm.Vault;
using Tessera.Journal;
using Tessera.Journal.Shards;
using Tessera.Primitives;
using Tessera.Simulation.Clock;
using Tessera.Simulation.Disk;
using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Nodes;

/// <summary>A machine with a disk and a clock, on which one process after the other runs.</summary>
internal sealed class SimNode
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    private readonly SimScheduler scheduler;
    private readonly SimRandom random;
    private readonly SeedPlan plan;
    private readonly SimProcess outside;
    private readonly SimCounters counters;
    private readonly PanVault vault;
    private readonly WorldHooks hooks;
    private readonly int number;
    private SimProcess? running;
    private byte[]? intact;
    private int lives;

    public SimNode(SimWorld world, string name, NodeTemplate template, PanVault vault)
    {
        (scheduler, random, plan, outside) = (world.Scheduler, world.Random.Fork(), world.Plan, world.Outside);
        (counters, hooks, this.vault, Name) = (world.Kit.Counters, world.Hooks, vault, name);
        number = world.Nodes.Count + 1;
        Clock = new SimClock(scheduler);
        Disk = new SimDisk(random.Fork()) { PowerLost = () => Died() };
        hooks.Disk(Name, Disk);
        Disk.Open(SimJournal.LogName).Install(template.Log);
        Disk.Open(SimJournal.AnchorName).Install(template.Anchor);
        Disk.Open(SimJournal.OwnerName).Install(template.Owner);
    }

    public string Name { get; }

    public SimDisk Disk { get; }

    public SimClock Clock { get; }

    public NodeLife? Life { get; private set; }

    /// <summary>Why starts were refused: damage must be named, never served.</summary>
    public List<JournalFault> Refused { get; } = [];

    /// <summary>Faults of the program under test.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Hears of each process as it starts.</summary>
    public Action<NodeLife> Started { private get; set; } = _ => { };

    public List<StateClaim> States { get; } = [];

    public int Lives => lives;

    /// <summary>Its disk is quick from now on.</summary>
    public bool IsHealed { get; set; }

    /// <summary>Nobody starts it again until somebody does.</summary>
    public bool IsHeldDown { get; set; }

    public void Start()
    {
        if (running is null)
        {
            var process = new SimProcess(scheduler, Name, (lives++ * 10) + number);
            running = process;
            process.Post(_ => Boot(process), null);
        }
    }

    /// <summary>kill -9: the system still has what was written, and writes it when it likes.</summary>
    public void Kill()
    {
        if (running is not null)
        {
            if (random.Chance(500))
            {
                foreach (var file in Disk.Files.Values)
                {
                    file.WriteBack();
                }
            }

            Died();
        }
    }

    /// <summary>It is there and does nothing; what was sent to it waits.</summary>
    public void Freeze(TimeSpan span)
    {
        if (running is { } process)
        {
            process.FrozenUntil = scheduler.Now + span;
        }
    }

    public void Thaw()
    {
        if (running is { } process)
        {
            process.FrozenUntil = TimeSpan.Zero;
        }
    }

    /// <summary>Another owner claims the journal and goes: the one that runs must not write any more.</summary>
    public void TakeOver()
    {
        try
        {
            new SimJournal(Disk).Claim();
        }
        catch (JournalException)
        {
            // The disk has its own troubles.
        }
    }

    public void CutPower()
    {
        Disk.CutPower();
        Died();
    }

    /// <summary>One bit, or one sector's last write, goes while the machine is down; the next start must say so.
    /// Whoever runs the node has a copy.</summary>
    public bool Spoil()
    {
        var log = Disk.Open(SimJournal.LogName);
        var anchored = SimJournal.AnchoredBytes(Disk);
        if (intact is not null || anchored == 0)
        {
            return false;
        }

        var before = log.Medium.ToArray();
        if (random.Chance(700) || anchored < log.Medium.Length || !log.Revert(random))
        {
            log.Flip(random.Below(anchored), random.Below(8));
        }

        intact = log.Medium.SequenceEqual(before) ? null : before;
        return intact is not null;
    }

    /// <summary>Called after every piece of work: the shard's thread wakes when something waits for it.</summary>
    public void Poke()
    {
        if (Life is { IsStepPlanned: false } life
            && (life.Shard.QueueLength > 0 || life.Shard.Status == ShardStatus.Reloading))
        {
            Plan(life, life.Shard.Status == ShardStatus.Reloading
                ? random.Between(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2))
                : FlushTime());
        }
    }

    public void ClaimState(string source)
    {
        if (Life is { } life && life.Shard.Status == ShardStatus.Serving && life.Shard.QueueLength == 0)
        {
            var asked = life.Shard.QueryAsync(HashOf).AsTask();
            life.Shard.Step();
            if (asked.IsCompletedSuccessfully)
            {
                States.Add(new StateClaim(Name, life.Shard.Head.Sequence, source, asked.Result));
            }
        }
    }

    /// <summary>The truth that every cache is measured by: all rows from the first on.</summary>
    public void ClaimFold()
    {
        try
        {
            var journal = new SimJournal(Disk);
            journal.Claim();
            var loaded = ShardLoader.Fold(journal, new NoCold());
            States.Add(new StateClaim(Name, loaded.Head.Sequence, "fold", HashOf(loaded.State)));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Faults.Add($"{Name} cannot be folded: {fault}");
        }
    }

    public void CollectFaults()
    {
        if ((Life?.Fault ?? running?.Fault) is { } fault)
        {
            Faults.Add($"{Name}: {fault}");
        }
    }

    private static string HashOf(ShardState state)
    {
        var body = new ArrayBufferWriter<byte>(64 * 1024);
        state.Freeze().Write(body);
        return Convert.ToHexString(SHA256.HashData(body.WrittenSpan));
    }

    private void Boot(SimProcess process)
    {
        var shard = new Shard(
            hooks.Journal(Name, new SimJournal(Disk)), hooks.Snapshots(Name, new SimSnapshotStore(Disk)),
            new ShardSettings
            {
                BatchCommands = plan.Batch,
                QueueCapacity = plan.Queue,
                SnapshotEveryEvents = plan.SnapshotEveryEvents,
                SnapshotsBesideTheLoad = false,
                Maintenance = new MaintenanceCommand(plan.MostItems, plan.AnswersKept, plan.PaymentsKept),
                MaintenanceInterval = TimeSpan.FromSeconds(4),
                Time = hooks.Time(Name, Clock),
            });
        try
        {
            shard.Load();
        }
        catch (JournalException error)
        {
            Refuse(process, error);
            return;
        }

        var life = new NodeLife(process, shard, Clock, vault, counters);
        Life = life;
        ClaimState("loaded");
        process.Start(() => OpenAsync(life));
        Started(life);
        Tick(life);
    }

    /// <summary>A start that fails ends the process; somebody starts the next.</summary>
    private async Task OpenAsync(NodeLife life)
    {
        try
        {
            await life.OpenAsync();
        }
        catch (JournalException)
        {
            Died();
        }
    }

    private void Refuse(SimProcess process, JournalException error)
    {
        if (running != process)
        {
            return;
        }

        if (error.Fault != JournalFault.Storage)
        {
            Refused.Add(error.Fault);
            Invariant.Check(intact is not null, $"{Name} refused a journal that nothing was done to: {error.Message}");
            Disk.Open(SimJournal.LogName).Install(intact);
            intact = null;
        }

        Died();
    }

    private void Tick(NodeLife life) => scheduler.After(Idle, life.Process, () =>
    {
        if (!life.IsStepPlanned)
        {
            Plan(life, TimeSpan.Zero);
        }

        Tick(life);
    });

    private void Plan(NodeLife life, TimeSpan delay)
    {
        life.IsStepPlanned = true;
        scheduler.After(delay, life.Process, () => Step(life));
    }

    private TimeSpan FlushTime() => !IsHealed && random.Chance(plan.SlowFlushPerMille)
        ? random.Between(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5))
        : random.Between(TimeSpan.FromMicroseconds(50), TimeSpan.FromMilliseconds(1));

    private void Step(NodeLife life)
    {
        life.IsStepPlanned = false;
        var head = life.Shard.Head.Sequence;
        life.Shard.Step();
        if (Life != life)
        {
            return;
        }

        if (life.Shard.LastError is { } error && error is not JournalException)
        {
            life.Report(error);
        }

        if (life.Shard.Status == ShardStatus.Stopped)
        {
            Died();
        }
        else if (life.Shard.Head.Sequence != head)
        {
            scheduler.Note((ulong)life.Shard.Head.Hash.First);
            if (random.Chance(8))
            {
                ClaimState("live");
            }
        }
    }

    private void Died()
    {
        if (running is not { } process)
        {
            return;
        }

        CollectFaults();
        process.Kill();
        (running, Life) = (null, null);
        scheduler.After(random.Between(TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(8)), outside, () =>
        {
            if (!IsHeldDown)
            {
                Start();
            }
        });
    }

    private sealed class NoCold : IColdSink
    {
        public void Put(ColdKey key, ReadOnlySpan<byte> row)
        {
        }
    }
}
