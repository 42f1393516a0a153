using System.CommandLine;
using Tessera.Cli.Demo;
using Tessera.Server;

namespace Tessera.Cli.Serving;

/// <summary><c>tessera serve</c>: the server on one data folder, until it is told to stop.</summary>
internal static class ServeVerb
{
    private static readonly Option<string> Data = new("--data")
    {
        Description = "The data folder; made when absent.",
        DefaultValueFactory = _ => "data",
    };

    private static readonly Option<string[]> Urls = new("--urls")
    {
        Description = "Where to listen, separated by semicolons. Loopback unless you say otherwise.",
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(';'))],
        DefaultValueFactory = _ => ["http://localhost:5080"],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<int> SwitchPort = new("--switch-port")
    {
        Description = "The ISO 8583 port; 0 takes a free one, -1 opens none.",
        DefaultValueFactory = _ => 8583,
    };

    private static readonly Option<bool> Demo = new("--demo")
    {
        Description = "Seed demo participants and open the demo mailbox for one-time codes.",
    };

    private static readonly Option<bool> Tap = new("--first-tap")
    {
        Description = "With --demo, on a folder without payments: activate a card, make one tap, print the receipt.",
    };

    private static readonly Option<bool> Log = new("--log")
    {
        Description = "Write structured logs to stderr.",
    };

    private static readonly Option<int> PerSecond = new("--requests-per-second")
    {
        Description = "So many POSTs, and as many reads, one caller may sustain; more are answered 429.",
        DefaultValueFactory = _ => 5_000,
    };

    public static Command Create()
    {
        var verb = new Command("serve", Usage.Text(
            "Serves the API, the status page and the ISO 8583 door on one data folder.",
            "Exit codes: 0 stopped as asked; 1 could not start, or the journal stopped the server; 2 usage.",
            "tessera serve --data data",
            "tessera serve --data data --demo --urls http://localhost:8080"))
        {
            Data, Urls, SwitchPort, Demo, Tap, Log, PerSecond,
        };
        LinkOptions.AddTo(verb);
        verb.Options.Add(LinkOptions.Address);
        verb.SetAction(RunAsync);
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancel)
    {
        var port = result.GetValue(SwitchPort);
        var options = new TesseraHostOptions
        {
            Folder = result.GetValue(Data)!,
            Urls = result.GetValue(Urls)!,
            SwitchPort = port < 0 ? null : port,
            AllowsPlainSwitch = result.GetValue(LinkOptions.Plain) || result.GetValue(Demo),
            Switch = LinkOptions.Read(result),
            IsDemo = result.GetValue(Demo),
            LogsToStandardError = result.GetValue(Log),
            PostsPerSecondPerTenant = Math.Max(1, result.GetValue(PerSecond)),
            ReadsPerSecondPerTenant = Math.Max(1, result.GetValue(PerSecond)),
        };
        return await HostRun.UntilStoppedAsync(
            options,
            host => options is { IsDemo: true, SwitchPort: not null } && result.GetValue(Tap)
                ? FirstTap.ShowAsync(host, options.Folder) : Task.CompletedTask,
            cancel);
    }
}
