using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using System.Security.Cryptography;
using Tessera.Iso8583;
using Tessera.Server.Switch;

namespace Tessera.Cli.Serving;

/// <summary>How ISO 8583 links are protected and spoken on, the same for both ends.</summary>
internal static class LinkOptions
{
    public static readonly Option<bool> Plain = new("--plain-switch")
    {
        Description = "ISO 8583 links on loopback without TLS and message authentication codes; --demo implies it. "
            + "Without it and without TLS every link needs a zone key (tessera keys zone).",
    };

    public static readonly Option<IPAddress> Address = new("--switch-address")
    {
        Description = "Where the ISO 8583 port listens; other than loopback only with TLS.",
        CustomParser = result => IPAddress.TryParse(result.Tokens[0].Value, out var address)
            ? address : Refuse<IPAddress>(result, "not an address"),
        DefaultValueFactory = _ => IPAddress.Loopback,
    };

    private static readonly Option<bool> Mac = new("--switch-mac")
    {
        Description = "Message authentication codes besides TLS.",
    };

    private static readonly Option<string?> Certificate = new("--switch-certificate")
    {
        Description = "PEM file of the own certificate: ISO 8583 links then use TLS with certificates on both ends.",
    };

    private static readonly Option<string?> Key = new("--switch-key") { Description = "PEM file of its key." };

    private static readonly Option<string[]> Peers = new("--switch-peer")
    {
        Description = "CODE=FILE: the certificate that a participant holds. May stand several times.",
        Validators = { DemandPairs },
    };

    private static readonly Option<string[]> Dialects = new("--switch-dialect")
    {
        Description = "CODE=NAME: the dialect of a participant's links, such as 1987-ebcdic-binary or postilion.",
        Validators = { DemandPairs, DemandDialects },
    };

    public static void AddTo(Command verb)
    {
        foreach (var option in new Option[] { Plain, Mac, Certificate, Key, Peers, Dialects })
        {
            verb.Options.Add(option);
        }

        verb.Validators.Add(DemandCertificates);
    }

    public static SwitchSettings Read(ParseResult result) => new()
    {
        Address = result.GetResult(Address) is null ? IPAddress.Loopback : result.GetValue(Address)!,
        RequiresMac = result.GetValue(Mac),
        Tls = Tls(result.GetValue(Certificate), result.GetValue(Key), result.GetValue(Peers)),
        Dialects = Pairs(result.GetValue(Dialects)).ToImmutableDictionary(
            pair => pair.Code, pair => Dialect.All.Single(dialect => dialect.Name == pair.Value)),
    };

    private static SwitchTls? Tls(string? certificate, string? key, string[]? peers) => certificate is null
        ? null : SwitchTls.FromFiles(certificate, key!, Pairs(peers));

    private static void DemandCertificates(CommandResult result)
    {
        var (certificate, key) = (result.GetValue(Certificate), result.GetValue(Key));
        if (certificate is null != key is null)
        {
            result.AddError("--switch-certificate and --switch-key belong together");
            return;
        }

        try
        {
            Tls(certificate, key, result.GetValue(Peers))?.Dispose();
        }
        catch (Exception fault) when (
            fault is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            result.AddError(fault.Message);
        }
    }

    private static IEnumerable<(string Code, string Value)> Pairs(string[]? texts) =>
        (texts ?? []).Select(text => (text[..text.IndexOf('=')], text[(text.IndexOf('=') + 1)..]));

    private static void DemandPairs(OptionResult result)
    {
        foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=') <= 0))
        {
            result.AddError($"'{token.Value}' is not CODE=VALUE");
        }
    }

    private static void DemandDialects(OptionResult result)
    {
        foreach (var token in result.Tokens)
        {
            var name = token.Value[(token.Value.IndexOf('=') + 1)..];
            if (!Dialect.TryFind(name, out var dialect) || !SwitchSettings.IsForLinks(dialect))
            {
                result.AddError($"'{name}' is no dialect for links; there are "
                    + string.Join(", ", Dialect.All.Where(SwitchSettings.IsForLinks).Select(d => d.Name)));
            }
        }
    }

    private static T? Refuse<T>(ArgumentResult result, string why)
    {
        result.AddError($"'{result.Tokens[0].Value}': {why}");
        return default;
    }
}
