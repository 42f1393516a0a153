using System.Diagnostics;
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
    private const string Announcement = "Tessera serves at ";

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);

    private Process? process;
    private string operatorKey = "";
    private string address = "";

    public TesseraClient Operator { get; private set; } = null!;

    public async Task StartAsync()
    {
        process = Process.Start(StartInfo())!;
        using var limit = new CancellationTokenSource(StartTime);
        address = "";
        while (address.Length == 0)
        {
            var line = await process.StandardOutput.ReadLineAsync(limit.Token)
                ?? throw new DemoException(await process.StandardError.ReadToEndAsync(limit.Token));
            address = line.StartsWith(Announcement, StringComparison.Ordinal) ? line[Announcement.Length..] : "";
        }

        while (operatorKey.Length == 0)
        {
            var line = await process.StandardError.ReadLineAsync(limit.Token) ?? "";
            operatorKey = line.StartsWith("  ", StringComparison.Ordinal) ? line.Trim() : "";
        }

        Drain(process);
        Operator = Client(address, operatorKey);
    }

    /// <summary>The machine goes dark: nothing is said, nothing is finished.</summary>
    public void Kill()
    {
        process?.Kill();
        process?.WaitForExit();
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
        return Client(address, key.Secret!);
    }

    public void Dispose() => Kill();

    private static TesseraClient Client(string address, string key) => new(
        new HttpClient { BaseAddress = new Uri(address) }, new TesseraClientOptions { ApiKey = key });

    // A full pipe would stop the child.
    private static void Drain(Process process)
    {
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
    }

    private ProcessStartInfo StartInfo()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "tessera");
        return new ProcessStartInfo(
            File.Exists(beside) ? beside : Environment.ProcessPath!,
            [
                "issuer", "--connect", $"127.0.0.1:{port}", "--data", folder, "--urls", "http://127.0.0.1:0",
                "--participant", Code, "--name", "Maple Bank", "--network", NetworkCode, "--plain-switch",
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
    }
}
