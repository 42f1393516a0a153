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

    private MemberChild? process;
    private string operatorKey = "";

    public TesseraClient Operator { get; private set; } = null!;

    public async Task StartAsync()
    {
        process = await MemberChild.StartAsync(
            "issuer", folder, port, ["--participant", Code, "--name", "Maple Bank", "--network", NetworkCode],
            operatorKey, CancellationToken.None);
        operatorKey = process.OperatorKey;
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
}
