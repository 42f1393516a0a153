using System.CommandLine;
using System.Net.Sockets;
using System.Text.Json;
using Tessera.Client;

namespace Tessera.Cli.Load;

/// <summary><c>tessera load</c>: real messages against a server in a process of its own.</summary>
internal static class LoadVerb
{
    private const int MessagesPerSecond = 40_000;

    private static readonly JsonSerializerOptions Json = new(JsonOutput.Indented)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private static readonly Option<int> Seconds = Number("--seconds", "How long to send.", 10, 1, 3_600);
    private static readonly Option<int> WarmUp =
        Number("--warm-up", "How long to send before the measurement begins, in seconds.", 3, 0, 600);

    private static readonly Option<int> InFlight =
        Number("--in-flight", "Messages without answer, over all links.", 256, 1, 4_096);

    private static readonly Option<int> Connections = Number("--connections", "Links.", 4, 1, 64);
    private static readonly Option<int> Devices = Number("--devices", "Phones.", 1_000, 1, 100_000);
    private static readonly Option<int> Rate =
        Number("--rate", "Messages a second; 0 sends as answers come.", 0, 0, 1_000_000);

    private static readonly Option<bool> IsJson = new("--json")
    {
        Description = "Print one JSON object.",
    };

    public static Command Create() => new("load", Usage.Text(
        "Sends real messages to a server of its own and measures the answers.",
        "Exit codes: 0 measured, every message answered; 1 not; 2 usage.",
        "tessera load taps --seconds 10 --in-flight 512",
        "tessera load taps --rate 1000 --seconds 60 --json"))
    {
        Taps(),
    };

    private static Command Taps()
    {
        var verb = new Command("taps", Usage.Text(
            "Taps over ISO 8583; phones are activated and cryptograms made before the clock starts.",
            "Exit codes: 0 measured, every message answered; 1 not; 2 usage.",
            "tessera load taps --seconds 10 --in-flight 512"))
        {
            Seconds, WarmUp, InFlight, Connections, Devices, Rate, IsJson,
        };
        verb.SetAction(RunAsync);
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var settings = Read(parsed);
        if (settings.Devices < settings.Connections || settings.InFlight < settings.Connections)
        {
            await Console.Error.WriteLineAsync("Each link needs a phone and a message in flight.");
            return ExitCode.Usage;
        }

        try
        {
            var report = await TapLoad.RunAsync(settings, Console.Error.WriteLine, cancel);
            Print(report, parsed.GetValue(IsJson));
            return report.Errors == 0 ? ExitCode.Success : ExitCode.Failure;
        }
        catch (Exception fault) when (fault is LoadException or TesseraProblemException or HttpRequestException
            or IOException or SocketException or Tessera.Device.WalletException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"The load stopped: {fault.Message}");
            return ExitCode.Failure;
        }
    }

    private static LoadSettings Read(ParseResult parsed)
    {
        var rate = parsed.GetValue(Rate);
        var perSecond = rate > 0 ? rate : MessagesPerSecond;
        var settings = new LoadSettings
        {
            WarmUpSeconds = parsed.GetValue(WarmUp),
            Seconds = parsed.GetValue(Seconds),
            InFlight = parsed.GetValue(InFlight),
            Connections = parsed.GetValue(Connections),
            Devices = parsed.GetValue(Devices),
            Rate = rate,
        };
        var most = (settings.WarmUpSeconds + settings.Seconds + 1L) * perSecond;
        return settings with { Messages = (int)Math.Min(TapMessages.Most - 1L, most) };
    }

    private static void Print(LoadReport report, bool isJson)
    {
        if (isJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, Json));
            return;
        }

        Console.Out.WriteLine(FormattableString.Invariant(
            $"{report.Operation}: {report.RatePerS:N0}/s over {report.Seconds:N1} s"));
        Console.Out.WriteLine(FormattableString.Invariant(
            $"{report.Accepted:N0} accepted, {report.Refused:N0} refused, {report.Errors:N0} without answer"));
        Console.Out.WriteLine(FormattableString.Invariant(
            $"p50 {report.P50Ms} ms, p99 {report.P99Ms} ms, p99.9 {report.P999Ms} ms"));
        foreach (var (code, count) in report.RefusedByCode)
        {
            Console.Out.WriteLine(FormattableString.Invariant($"  refused with {code}: {count:N0}"));
        }

        if (report.RanOut)
        {
            Console.Out.WriteLine("The prepared messages did not last to the end of the time.");
        }
    }

    private static Option<int> Number(string name, string text, int usual, int least, int most)
    {
        var option = new Option<int>(name)
        {
            Description = $"{text} {least} to {most}, {usual} unless given.",
            DefaultValueFactory = _ => usual,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
            {
                result.AddError($"{name} is {least} to {most}.");
            }
        });
        return option;
    }
}
