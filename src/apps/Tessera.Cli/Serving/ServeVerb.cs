using System.CommandLine;
using Tessera.Cli.Demo;
using Tessera.Journal;
using Tessera.Server;
using Tessera.Server.Demo;

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
        Description = "The ISO 8583 port on loopback; 0 takes a free one, -1 opens none.",
        DefaultValueFactory = _ => 8583,
    };

    private static readonly Option<bool> PlainSwitch = new("--plain-switch")
    {
        Description = "Take ISO 8583 links without message authentication codes; --demo implies it. "
            + "Without it the port opens only when there is a zone key.",
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

    public static Command Create()
    {
        var verb = new Command("serve", Usage.Text(
            "Serves the API, the status page and the ISO 8583 door on one data folder.",
            "Exit codes: 0 stopped as asked; 1 could not start, or the journal stopped the server; 2 usage.",
            "tessera serve --data data",
            "tessera serve --data data --demo --urls http://localhost:8080"))
        {
            Data, Urls, SwitchPort, PlainSwitch, Demo, Tap, Log,
        };
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
            AllowsPlainSwitch = result.GetValue(PlainSwitch) || result.GetValue(Demo),
            IsDemo = result.GetValue(Demo),
            LogsToStandardError = result.GetValue(Log),
        };
        try
        {
            await using var host = await TesseraHost.StartAsync(options, cancel);
            if (options is { IsDemo: true, SwitchPort: not null } && result.GetValue(Tap))
            {
                await FirstTap.ShowAsync(host, options.Folder);
            }

            Announce(host, options);
            return await ServeAsync(host, cancel);
        }
        catch (Exception fault) when (fault is JournalException or IOException or Hsm.HsmException
            or System.Net.Sockets.SocketException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return ExitCode.Failure;
        }
    }

    private static async Task<int> ServeAsync(TesseraHost host, CancellationToken cancel)
    {
        var stopped = host.WaitForStopAsync(cancel);
        var ended = await Task.WhenAny(stopped, host.ShardStopped);
        if (ended == host.ShardStopped && host.ShardStopped.IsFaulted)
        {
            await Console.Error.WriteLineAsync(host.ShardStopped.Exception!.GetBaseException().Message);
            await host.StopAsync(CancellationToken.None);
            return ExitCode.Failure;
        }

        await stopped;
        return ExitCode.Success;
    }

    private static void Announce(TesseraHost host, TesseraHostOptions options)
    {
        foreach (var address in host.Addresses)
        {
            Console.Out.WriteLine($"Tessera serves at {address}");
            Console.Out.WriteLine($"  status     {address}/");
            Console.Out.WriteLine($"  API        {address}/reference");
            Console.Out.WriteLine($"  OpenAPI    {address}/openapi/v1.json");
            Console.Out.WriteLine($"  metrics    {address}/metrics");
        }

        if (options.SwitchPort is not null)
        {
            Console.Out.WriteLine(host.IsSwitchOpen
                ? $"  ISO 8583   127.0.0.1:{host.SwitchPort}"
                : "  ISO 8583   not opened: there is no zone key, and --plain-switch was not given");
        }

        if (host.DemoKeys is { } keys)
        {
            Announce(keys);
        }
        else if (host.FirstOperatorSecret is { } secret)
        {
            Console.Error.WriteLine("This folder is new. The operator's API key, shown this once:");
            Console.Error.WriteLine($"  {secret}");
        }
    }

    private static void Announce(DemoKeys keys)
    {
        Console.Error.WriteLine("Demo API keys, good for this data folder only:");
        foreach (var (role, secret) in keys.ByRole())
        {
            Console.Error.WriteLine($"  {role,-10} {secret}");
        }
    }
}
