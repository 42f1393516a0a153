using System.CommandLine;
using Tessera.Server;
using Tessera.Server.Partners;

namespace Tessera.Cli.Serving;

/// <summary><c>tessera issuer</c>: an issuer's own host, with its own folder and books, that dials a network.</summary>
internal static class IssuerVerb
{
    private static readonly Option<string> Connect = new("--connect")
    {
        Description = "HOST:PORT of the network's ISO 8583 door.",
        Required = true,
        Validators =
        {
            result =>
            {
                if (result.Tokens.Count != 1 || !TryReadTarget(result.Tokens[0].Value, out _))
                {
                    result.AddError("--connect is HOST:PORT");
                }
            },
        },
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "The issuer's data folder; made when absent.",
        DefaultValueFactory = _ => "issuer-data",
    };

    private static readonly Option<string[]> Urls = new("--urls")
    {
        Description = "Where its API listens, separated by semicolons.",
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(';'))],
        DefaultValueFactory = _ => ["http://localhost:5090"],
    };

    private static readonly Option<string> Participant = new("--participant")
    {
        Description = "The issuer's code (DE33). With --network it is registered in a new folder.",
        DefaultValueFactory = _ => "",
    };

    private static readonly Option<string> Network = new("--network")
    {
        Description = "The network's code (DE33).",
        DefaultValueFactory = _ => "",
    };

    private static readonly Option<string> Name = new("--name")
    {
        Description = "The issuer's name.",
        DefaultValueFactory = _ => "Issuer",
    };

    private static readonly Option<ushort> Country = new("--country")
    {
        Description = "Its country, ISO 3166-1 numeric.",
        DefaultValueFactory = _ => 840,
    };

    private static readonly Option<bool> Log = new("--log") { Description = "Write structured logs to stderr." };

    public static Command Create()
    {
        var verb = new Command("issuer", Usage.Text(
            "Runs an issuer's own host: accounts, cards and books in its folder, its API, and a link to a network.",
            "Exit codes: 0 stopped as asked; 1 could not start, or the journal stopped the server; 2 usage.",
            "tessera issuer --connect 127.0.0.1:8583 --participant 99900000021 --network 99900000001 --plain-switch"))
        {
            Connect, Data, Urls, Participant, Network, Name, Country, Log,
        };
        LinkOptions.AddTo(verb);
        verb.SetAction(RunAsync);
        return verb;
    }

    private static Task<int> RunAsync(ParseResult result, CancellationToken cancel)
    {
        TryReadTarget(result.GetValue(Connect)!, out var target);
        var (code, network) = (result.GetValue(Participant)!, result.GetValue(Network)!);
        var options = new TesseraHostOptions
        {
            Folder = result.GetValue(Data)!,
            Urls = result.GetValue(Urls)!,
            SwitchPort = null,
            AllowsPlainSwitch = result.GetValue(LinkOptions.Plain),
            Switch = LinkOptions.Read(result) with { ZoneKeyTime = TimeSpan.FromDays(1) },
            Dial = new DialSettings { Host = target.Host, Port = target.Port },
            Issuer = code.Length > 0 && network.Length > 0
                ? new IssuerIdentity(code, result.GetValue(Name)!, network, result.GetValue(Country)) : null,
            LogsToStandardError = result.GetValue(Log),
        };
        return HostRun.UntilStoppedAsync(options, _ => Task.CompletedTask, cancel);
    }

    private static bool TryReadTarget(string text, out (string Host, int Port) target)
    {
        var colon = text.LastIndexOf(':');
        target = default;
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), out var port) || port == 0)
        {
            return false;
        }

        target = (text[..colon], port);
        return true;
    }
}
