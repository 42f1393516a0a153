using System.CommandLine;
using System.CommandLine.Parsing;
using Tessera.Client;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Terminal;
using Tessera.Terminal.Acquiring;
using Tessera.Terminal.Till;

namespace Tessera.Cli.Readers;

/// <summary>Who is asked, and what the till says about itself.</summary>
internal static class TerminalOptions
{
    private const string KeyVariable = "TESSERA_API_KEY";
    private const int SwitchPort = 8583;
    private const int CodeLength = 8;

    // Tessera's own scheme, then the two whose cards are in every pocket: they show that a real card is read.
    private static readonly (string Identifier, int Kernel)[] Applications =
    [
        ("F0544553534552410101", ReaderApplication.QvsdcKernel),
        ("F0544553534552410102", ReaderApplication.MChipKernel),
        ("A0000000031010", ReaderApplication.QvsdcKernel),
        ("A0000000041010", ReaderApplication.MChipKernel),
    ];

    private static readonly Option<Uri?> Server = new("--server")
    {
        Description = $"Ask over REST: the server's address. The API key comes from {KeyVariable}.",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address))
            {
                return address;
            }

            result.AddError("--server wants an address such as http://localhost:5080.");
            return null;
        },
    };

    private static readonly Option<string?> Terminal = new("--terminal")
    {
        Description = "With --server: the till's id there, trm_….",
    };

    private static readonly Option<string?> Iso = new("--iso")
    {
        Description = "Ask over ISO 8583: HOST:PORT of the switch.",
    };

    private static readonly Option<string?> Acquirer = new("--acquirer")
    {
        Description = "With --iso: the acquirer in whose name the till signs on (DE32).",
    };

    private static readonly Option<string> Code = new("--terminal-code")
    {
        Description = "The till's eight characters (9F1C, DE41).",
        DefaultValueFactory = _ => "COFFEE01",
    };

    private static readonly Option<int> Country = new("--country")
    {
        Description = "ISO 3166 number of the country.",
        DefaultValueFactory = _ => 840,
    };

    private static readonly Option<long> CvmLimit = new("--cvm-limit")
    {
        Description = "Above it, in minor units, the holder must be verified.",
        DefaultValueFactory = _ => 5_000,
    };

    private static readonly Option<string?> Memory = new("--memory")
    {
        Description = "The file in which the till keeps its numbers and what got no answer; "
            + "with an acquirer, one per --terminal-code in your data folder unless you name another.",
    };

    public static void AddTo(Command verb)
    {
        foreach (var option in (Option[])[Server, Terminal, Iso, Acquirer, Code, Country, CvmLimit, Memory])
        {
            verb.Options.Add(option);
        }
    }

    public static void Validate(CommandResult result)
    {
        var (server, iso) = (result.GetValue(Server), result.GetValue(Iso));
        if (server is not null && iso is not null)
        {
            result.AddError("Ask either --server or --iso.");
        }

        if (server is not null && result.GetValue(Terminal) is null)
        {
            result.AddError("--server wants --terminal.");
        }

        if (iso is not null && (result.GetValue(Acquirer) is null || !ReaderAddress.TryRead(iso, SwitchPort, out _)))
        {
            result.AddError("--iso wants HOST:PORT, and --acquirer.");
        }

        // A default is filled in only after this.
        if (result.GetValue(Code) is { } code
            && (code.Length != CodeLength || !code.All(char.IsAsciiLetterOrDigit)))
        {
            result.AddError("--terminal-code wants eight letters and digits.");
        }
    }

    public static ReaderTill OpenTill(ParseResult result, Currency currency)
    {
        var memory = new TillMemory(MemoryPath(result));
        var settings = new TillSettings { Reader = Reader(result, currency), MerchantName = "TESSERA TERMINAL" };
        if (result.GetValue(Server) is { } server)
        {
            var http = new HttpClient { BaseAddress = server };
            var client = new TesseraClient(
                http, new TesseraClientOptions { ApiKey = Environment.GetEnvironmentVariable(KeyVariable) });
            return new ReaderTill(
                settings, new RestAcquirer(client, result.GetValue(Terminal)!, memory), memory, http);
        }

        return new ReaderTill(
            settings, result.GetValue(Iso) is null ? null : IsoAcquirer(result, memory), memory, http: null);
    }

    // A sale without an answer must be taken back by the next run, and numbers must go on.
    private static string? MemoryPath(ParseResult result)
    {
        if (result.GetValue(Memory) is { } named)
        {
            return named;
        }

        if (result.GetValue(Server) is null && result.GetValue(Iso) is null)
        {
            return null;
        }

        var home = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        if (home.Length == 0)
        {
            throw new TerminalException("You have no data folder; name the till's file with --memory.");
        }

        var folder = Path.Combine(home, "tessera");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $"till-{result.GetValue(Code)}.json");
    }

    private static IsoAcquirer IsoAcquirer(ParseResult result, TillMemory memory)
    {
        ReaderAddress.TryRead(result.GetValue(Iso), SwitchPort, out var address);
        var settings = new IsoSettings
        {
            Host = address.Host,
            Port = address.Port,
            Acquirer = result.GetValue(Acquirer)!,
            TerminalNumber = result.GetValue(Code)!,
        };
        return new IsoAcquirer(settings, memory, TimeProvider.System);
    }

    private static ReaderConfiguration Reader(ParseResult result, Currency currency) => new()
    {
        Currency = currency,
        CountryNumber = result.GetValue(Country),
        TerminalIdentification = result.GetValue(Code)!,
        Applications =
        [
            .. Applications.Select(row => new ReaderApplication(
                Hex.Read(row.Identifier), row.Kernel, ReaderLimits.OnlineOnly(result.GetValue(CvmLimit)))),
        ],
    };
}
