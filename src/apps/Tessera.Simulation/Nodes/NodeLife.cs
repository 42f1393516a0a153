using Microsoft.Extensions.Logging.Abstractions;
using Tessera.Hsm.Vault;
using Tessera.Journal.Shards;
using Tessera.Server;
using Tessera.Server.Acceptance;
using Tessera.Server.Credentials;
using Tessera.Server.Http;
using Tessera.Server.Partners;
using Tessera.Server.Switch;
using Tessera.Server.Switch.Readers;
using Tessera.Server.World;
using Tessera.Simulation.Clock;
using Tessera.Simulation.Network;

namespace Tessera.Simulation.Nodes;

/// <summary>One process of a node: the real shard and the real doors below their sockets. It has no memory of the one
/// before it.</summary>
internal sealed class NodeLife
{
    private static readonly SwitchSettings Settings = new() { AllowsPlainLoopback = true };

    private readonly Func<CancellationToken, Task> send;

    public NodeLife(SimProcess process, Shard shard, SimClock clock, PanVault vault, SimCounters counters)
    {
        Process = process;
        Shard = shard;
        World = new TesseraWorld
        {
            Shard = shard,
            ReadModels = null!,
            Projections = null!,
            Feed = null!,
            Hsm = SimKeys.Hsm,
            Vault = vault,
            Subjects = null!,
            Keys = new WorldKeys(SimKeys.Hsm),
            Directory = new DirectoryCache(shard, new ApiKeyRing(), clock),
            Commands = new CommandRunner(shard, counters.Live),
            Time = clock,
        };
        var options = new TesseraHostOptions { Folder = "", Switch = Settings, Time = clock };
        var keys = new IdempotencyKeys(SimKeys.BodyHashKey);
        var messages = new IssuerMessages(World);
        var funding = new RemoteFunding(World, Links, messages, Settings, NullLogger<RemoteFunding>.Instance);
        send = new PartnerSender(
            World, Links, messages, funding, Settings, NullLogger<PartnerSender>.Instance).StartAsync;
        Taps = new TapAuthoriser(
            World, funding, new GuessLimit(options),
            new NumberWatch(counters.Live, NullLogger<NumberWatch>.Instance), counters.Live);
        Sealer = new CredentialSealer(World);
        var handler = new SwitchHandler(
            counters.Switch, World, Taps, new PresentmentReader(World, keys), keys);
        Door = new SwitchDoor(
            Settings, counters.Switch, clock, () => World.Directory.Current, handler.HandleAsync)
        {
            Partners = Links,
        };
    }

    public SimProcess Process { get; }

    public Shard Shard { get; }

    public TesseraWorld World { get; }

    public PartnerLinks Links { get; } = new();

    public TapAuthoriser Taps { get; }

    public CredentialSealer Sealer { get; }

    public SwitchDoor Door { get; }

    public List<SimConnection> Connections { get; } = [];

    /// <summary>The doors are open.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>A step of the shard is on its way.</summary>
    public bool IsStepPlanned { get; set; }

    public Exception? Fault { get; private set; }

    public void Report(Exception fault) => Fault ??= fault;

    public async Task OpenAsync()
    {
        await World.Directory.RefreshAsync();
        IsOpen = true;
        await send(CancellationToken.None);
    }
}
