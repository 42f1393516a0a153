using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Hsm;
using Tessera.Hsm.Subjects;
using Tessera.Hsm.Vault;
using Tessera.Journal.Projections;
using Tessera.Journal.ReadModels;
using Tessera.Journal.Shards;
using Tessera.Journal.Snapshots;
using Tessera.Journal.Sqlite;
using Tessera.Primitives;
using Tessera.Server.Api.Cards;
using Tessera.Server.Demo;
using Tessera.Server.Operations;

namespace Tessera.Server.World;

/// <summary>Opens everything that lies in a data folder, in the order in which it depends on each other, and closes it
/// in reverse.</summary>
public sealed class WorldSetup : IAsyncDisposable
{
    private static readonly MaintenanceCommand Housekeeping = new(
        MostItems: 1_000, AnswersKept: 100_000, PaymentsKept: TimeSpan.FromHours(24));

    private static readonly TimeSpan OrphanAge = TimeSpan.FromDays(1);

    private readonly Stack<Func<ValueTask>> closing = new();

    private WorldSetup()
    {
    }

    public TesseraWorld World { get; private set; } = null!;

    public ApiKeyRing ApiKeys { get; } = new();

    /// <summary>Fails when the shard stopped by itself; the process should end then.</summary>
    public Task Stopped { get; private set; } = Task.CompletedTask;

    /// <summary>Secrets of the demo's keys, when the folder was opened as a demo.</summary>
    public DemoKeys? DemoKeys { get; private set; }

    /// <summary>The secret of the operator's key that a new folder gets; null in a folder that has keys.</summary>
    public string? FirstOperatorSecret { get; private set; }

    public static async Task<WorldSetup> OpenAsync(
        string folder, TimeProvider time, LiveCounters counters, bool isDemo)
    {
        var setup = new WorldSetup();
        try
        {
            var hsm = setup.OpenParts(folder, time, counters);
            if (isDemo)
            {
                setup.DemoKeys = await DemoWorld.SeedAsync(setup.World);
            }
            else if (setup.World.Directory.Current.ApiKeys.IsEmpty)
            {
                setup.FirstOperatorSecret = await FirstOperator.GrantAsync(setup.World);
            }

            EnsureKeys(hsm, setup.World.Directory.Current);
            return setup;
        }
        catch
        {
            await setup.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (closing.TryPop(out var close))
        {
            await close();
        }
    }

    private static void EnsureKeys(SoftwareHsm hsm, DirectoryState directory)
    {
        foreach (var range in directory.Ranges)
        {
            hsm.EnsureIssuerKeys(range.KeySet);
        }
    }

    private SoftwareHsm OpenParts(string folder, TimeProvider time, LiveCounters counters)
    {
        CreatePrivate(folder);
        var files = new SqliteFolder(folder);
        var hsm = SoftwareHsm.Open(
            new SoftwareHsmOptions { Folder = Path.Combine(folder, "keys"), World = HsmWorld.Test });
        var metered = new MeteredHsm(hsm);
        closing.Push(Sync(metered.Dispose));
        var vault = PanVault.Open(Path.Combine(folder, "vault.db"), hsm.Rows, time);
        closing.Push(Sync(vault.Dispose));
        var subjects = SubjectStore.Open(Path.Combine(folder, "subjects.db"), hsm.Rows, time);
        closing.Push(Sync(subjects.Dispose));
        var journal = SqliteJournal.Open(files);
        var shard = new Shard(
            journal, new FileSnapshotStore(files.SnapshotFolder),
            new ShardSettings { Maintenance = Housekeeping, Time = time });
        closing.Push(Sync(shard.Dispose));
        shard.Load();
        var directory = OpenDirectory(shard, time);
        SweepVault(shard, vault, time);
        var readModels = new ReadModelFile(files.ReadModelFile);
        var rows = new SqliteRows(files);
        var runner = new ProjectionRunner(rows, readModels, [.. ReadModelProjections.Create(), new CardProjection()]);
        var projections = new ProjectionHost(runner, shard, time);
        World = new TesseraWorld
        {
            Shard = shard,
            ReadModels = readModels,
            Projections = projections,
            Feed = new EventFeed(rows, readModels),
            Hsm = metered,
            Vault = vault,
            Subjects = subjects,
            Keys = new WorldKeys(hsm),
            Directory = directory,
            Commands = new CommandRunner(shard, counters),
            Time = time,
        };
        counters.JournalAt(shard.Head.Sequence);
        shard.Subscribe(batch => counters.JournalAt(batch.Position.Sequence));
        var host = new ShardHost(shard);
        Stopped = host.Completion;
        closing.Push(host.DisposeAsync);

        // Readers leave before the writer, so that it is the last and copies its log.
        closing.Push(Sync(rows.Dispose));
        closing.Push(Sync(runner.Dispose));
        closing.Push(Sync(projections.Dispose));
        return hsm;
    }

    /// <summary>Makes a folder that its owner alone can read.</summary>
    public static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(folder);
        }
        else
        {
            System.IO.Directory.CreateDirectory(
                folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    // Before the shard has its own thread this one may step it.
    private DirectoryCache OpenDirectory(Shard shard, TimeProvider time)
    {
        var cache = new DirectoryCache(shard, ApiKeys, time);
        var read = cache.RefreshAsync().AsTask();
        shard.Step();
        read.GetAwaiter().GetResult();
        return cache;
    }

    // A number is stored before the event that names it: what has no event after a day never got one. The number of a
    // card that was re-issued stays as long as a payment under it may still be refunded.
    private static void SweepVault(Shard shard, PanVault vault, TimeProvider time)
    {
        var now = Timestamp.FromDateTimeOffset(time.GetUtcNow());
        var read = shard.QueryAsync(state =>
        {
            var policy = state.Directory.PaymentPolicy;
            var kept = TimeSpan.FromDays(policy.RefundDays + policy.HoldDays);
            return state.Cards.AllCards().Select(card => card.Pan)
                .Concat(state.Cards.AllFormerPans()
                    .Where(former => former.ReplacedAt.Plus(kept) > now).Select(former => former.Pan))
                .Select(pan => new Id<VaultRow>(pan.Value)).ToHashSet();
        }).AsTask();
        shard.Step();
        vault.SweepOrphans(read.GetAwaiter().GetResult(), OrphanAge);
    }

    private static Func<ValueTask> Sync(Action close) => () =>
    {
        close();
        return ValueTask.CompletedTask;
    };
}
