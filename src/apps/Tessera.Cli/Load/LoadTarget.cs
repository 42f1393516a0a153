using System.CommandLine;

namespace Tessera.Cli.Load;

/// <summary>The server under load: one of its own where there is no address.</summary>
internal sealed record LoadTarget(string? Address, string IsoHost, int IsoPort, string AdminKey)
{
    public static readonly LoadTarget Own = new(null, "127.0.0.1", 0, "");

    private static readonly Option<string> Url = new("--url")
    {
        Description = "A running server of `serve --demo`, for example http://localhost:5080. Without it a server is "
            + "started in a temporary folder and thrown away. On a running one the set-up makes API keys of the "
            + "demo's issuer, wallet and shops, 16 shops with 4 tills each, accounts and cards in the demo's range, "
            + "and phones with tokens; they stay there. Limits of requests a second are the server's own "
            + "(serve --requests-per-second).",
    };

    private static readonly Option<string> Iso = new("--iso")
    {
        Description = "HOST:PORT of its ISO 8583 door, with --url.",
        DefaultValueFactory = _ => "localhost:8583",
    };

    private static readonly Option<string> Admin = new("--admin-key")
    {
        Description = "The operator's API key, with --url; the environment variable TESSERA_ADMIN_KEY otherwise.",
    };

    public static void AddTo(Command verb, bool hasIso)
    {
        verb.Options.Add(Url);
        verb.Options.Add(Admin);
        if (hasIso)
        {
            verb.Options.Add(Iso);
        }
    }

    public static LoadTarget Read(ParseResult parsed, bool hasIso)
    {
        if (parsed.GetValue(Url) is not { } url)
        {
            return Own;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out _))
        {
            throw LoadException.Usage("--url is not an address.");
        }

        var key = parsed.GetValue(Admin) ?? Environment.GetEnvironmentVariable("TESSERA_ADMIN_KEY");
        if (string.IsNullOrEmpty(key))
        {
            throw LoadException.Usage("--url needs --admin-key.");
        }

        var (host, port) = ("", 0);
        return hasIso && !TryReadPlace(parsed.GetValue(Iso)!, out host, out port)
            ? throw LoadException.Usage("--iso is HOST:PORT.")
            : new LoadTarget(url, host, port, key);
    }

    private static bool TryReadPlace(string text, out string host, out int port)
    {
        var colon = text.LastIndexOf(':');
        host = colon > 0 ? text[..colon] : "";
        port = 0;
        return colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), out var number) && (port = number) != 0;
    }
}
