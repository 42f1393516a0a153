using Tessera.Cli.Serving;
using Tessera.Client;
using Tessera.Client.Directory;

namespace Tessera.Cli.Load.Chain;

/// <summary>An acquirer, a network and an issuer, each a process with a folder and a journal of its own, linked over
/// ISO 8583.</summary>
internal sealed class ChainProcesses : IDisposable
{
    public const string AcquirerCode = "99900000031";
    public const string IssuerCode = "99900000021";

    private const string NetworkCode = "99900000001";
    private const string Unlimited = "1000000";
    private const int AcquirerBook = 31;
    private const int IssuerBook = 21;

    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("tessera-load-").FullName;
    private DemoChild? network;
    private MemberChild? acquirer;
    private MemberChild? issuer;

    private ChainProcesses()
    {
    }

    public LoadServer Acquirer { get; private set; } = null!;

    public LoadServer Network { get; private set; } = null!;

    public LoadServer Issuer { get; private set; } = null!;

    public LoadServer[] Servers => [Acquirer, Network, Issuer];

    /// <summary>The issuer as the network knows it.</summary>
    public string IssuerAtNetwork { get; private set; } = "";

    public static async Task<ChainProcesses> StartAsync(CancellationToken cancel)
    {
        var chain = new ChainProcesses();
        try
        {
            await chain.OpenAsync(cancel);
            return chain;
        }
        catch
        {
            chain.Dispose();
            throw;
        }
    }

    public string FolderOf(LoadServer server) => Path.Combine(folder, server.Name);

    public void Dispose()
    {
        foreach (var server in new[] { Acquirer, Network, Issuer })
        {
            server?.Dispose();
        }

        acquirer?.Dispose();
        issuer?.Dispose();
        network?.Dispose();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    // The network must know both before they dial it.
    private async Task OpenAsync(CancellationToken cancel)
    {
        network = await DemoChild.StartAsync(
            Path.Combine(folder, "network"), ["--requests-per-second", Unlimited], cancel);
        Network = Of("network", network.Address, network.Key("operator"), 0);
        await RegisterAsync(AcquirerCode, "Load Acquirer", ParticipantRole.Acquirer, AcquirerBook, cancel);
        IssuerAtNetwork = (await RegisterAsync(
            IssuerCode, "Load Issuer", ParticipantRole.Issuer, IssuerBook, cancel)).Id;
        issuer = await StartAsync("issuer", IssuerCode, [], cancel);
        Issuer = Of("issuer", issuer.Address, issuer.OperatorKey, 0);
        acquirer = await StartAsync("acquirer", AcquirerCode, ["--switch-port", "0"], cancel);
        Acquirer = Of("acquirer", acquirer.Address, acquirer.OperatorKey, acquirer.SwitchPort);
    }

    private static LoadServer Of(string name, string address, string key, int port) =>
        LoadServer.Of(name, new LoadTarget(address, "127.0.0.1", port, key));

    private Task<Participant> RegisterAsync(
        string code, string name, ParticipantRole role, int book, CancellationToken cancel) =>
        Network.Operator.Participants.CreateAsync(
            new CreateParticipant
            {
                Name = name, Roles = [role], Book = book, Code = code, Country = 840, Outside = true,
            },
            cancel: cancel);

    private Task<MemberChild> StartAsync(string verb, string code, string[] further, CancellationToken cancel) =>
        MemberChild.StartAsync(
            verb, Path.Combine(folder, verb), network!.SwitchPort,
            [
                "--participant", code, "--name", "Load " + verb, "--network", NetworkCode,
                "--requests-per-second", Unlimited, .. further,
            ],
            "", cancel);
}
