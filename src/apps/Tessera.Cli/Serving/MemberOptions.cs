using System.CommandLine;
using Tessera.Server;
using Tessera.Server.Partners;

namespace Tessera.Cli.Serving;

/// <summary>Options of a host with its own folder and books that dials a network: an issuer's or an acquirer's.
/// </summary>
internal sealed class MemberOptions(string what, string name, string folder, string url)
{
    private readonly Option<string> connect = new("--connect")
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

    private readonly Option<string> data = new("--data")
    {
        Description = $"The {what}'s data folder; made when absent.",
        DefaultValueFactory = _ => folder,
    };

    private readonly Option<string[]> urls = new("--urls")
    {
        Description = "Where its API listens, separated by semicolons.",
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(';'))],
        DefaultValueFactory = _ => [url],
    };

    private readonly Option<string> participant = new("--participant")
    {
        Description = $"The {what}'s code (DE33). With --network it is registered in a new folder.",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<string> network = new("--network")
    {
        Description = "The network's code (DE33).",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<string> called = new("--name")
    {
        Description = $"The {what}'s name.",
        DefaultValueFactory = _ => name,
    };

    private readonly Option<ushort> country = new("--country")
    {
        Description = "Its country, ISO 3166-1 numeric.",
        DefaultValueFactory = _ => 840,
    };

    private readonly Option<int> perSecond = new("--requests-per-second")
    {
        Description = "So many POSTs, and as many reads, one caller may sustain; more are answered 429.",
        DefaultValueFactory = _ => 5_000,
    };

    private readonly Option<bool> log = new("--log") { Description = "Write structured logs to stderr." };

    public void AddTo(Command verb)
    {
        foreach (var option in new Option[]
        {
            connect, data, urls, participant, network, called, country, perSecond, log,
        })
        {
            verb.Options.Add(option);
        }

        LinkOptions.AddTo(verb);
    }

    public TesseraHostOptions Read(ParseResult result)
    {
        TryReadTarget(result.GetValue(connect)!, out var target);
        var (code, networkCode) = (result.GetValue(participant)!, result.GetValue(network)!);
        return new TesseraHostOptions
        {
            Folder = result.GetValue(data)!,
            Urls = result.GetValue(urls)!,
            SwitchPort = null,
            AllowsPlainSwitch = result.GetValue(LinkOptions.Plain),
            Switch = LinkOptions.Read(result) with { ZoneKeyTime = TimeSpan.FromDays(1) },
            Dial = new DialSettings { Host = target.Host, Port = target.Port },
            Member = code.Length > 0 && networkCode.Length > 0
                ? new MemberIdentity(code, result.GetValue(called)!, networkCode, result.GetValue(country)) : null,
            LogsToStandardError = result.GetValue(log),
            PostsPerSecondPerTenant = Math.Max(1, result.GetValue(perSecond)),
            ReadsPerSecondPerTenant = Math.Max(1, result.GetValue(perSecond)),
        };
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
