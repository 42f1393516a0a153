using Tessera.Cli.Serving;
using Tessera.Client;
using Tessera.Client.Directory;
using Tessera.Client.Operations;

namespace Tessera.Cli.Demo;

/// <summary>A bank outside the network: <c>tessera issuer</c> in a process and a folder of its own.</summary>
internal sealed class DemoBank(string folder, int port) : IDisposable
{
    public const string Code = "99900000021";
    public const string NetworkCode = "99900000001";
    public const string CardPrefix = "999921";

    private ChildServer? process;
    private string operatorKey = "";

    public TesseraClient Operator { get; private set; } = null!;

    public async Task StartAsync()
    {
        process = await ChildServer.StartAsync(
            [
                "issuer", "--connect", $"127.0.0.1:{port}", "--data", folder, "--urls", "http://127.0.0.1:0",
                "--participant", Code, "--name", "Maple Bank", "--network", NetworkCode, "--plain-switch",
            ],
            _ => true, TryReadKey, CancellationToken.None);
        Operator = process.Client(operatorKey);
    }

    /// <summary>The machine goes dark: nothing is said, nothing is finished.</summary>
    public void Kill()
    {
        process?.Dispose();
        process = null;
    }

    /// <summary>Registers the range of its cards and gives a client that opens accounts.</summary>
    public async Task<TesseraClient> RegisterAsync()
    {
        var participants = (await Operator.Participants.ListAsync()).Data;
        var own = participants.Single(participant => !participant.Outside);
        await Operator.AccountRanges.CreateAsync(new CreateAccountRange
        {
            Prefix = CardPrefix,
            NumberLength = 16,
            Kind = RangeKind.Funding,
            Issuer = own.Id,
            Network = participants.Single(participant => participant.Outside).Id,
            PaymentSystem = "maple_card",
            ApplicationPrefix = "",
        });
        var key = await Operator.ApiKeys.CreateAsync(
            new CreateApiKey { Name = "bank", Role = "issuer", Owner = own.Id });
        return process!.Client(key.Secret!);
    }

    public void Dispose() => Kill();

    // The key is told once, when the folder is new.
    private bool TryReadKey(string line)
    {
        if (line.StartsWith("  ", StringComparison.Ordinal))
        {
            operatorKey = line.Trim();
        }

        return operatorKey.Length > 0;
    }
}
