using System.CommandLine;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tessera.Cli.Load.Activations;
using Tessera.Cli.Load.Chain;
using Tessera.Cli.Load.Payments;
using Tessera.Cli.Load.Taps;
using Tessera.Cli.Load.Transfers;
using Tessera.Client;

namespace Tessera.Cli.Load;

/// <summary><c>tessera load</c>: real work for a server, and how long it took.</summary>
internal static class LoadVerb
{
    public const string ExitCodes = "Exit codes: 0 measured, every message answered; 1 not; 2 usage.";

    public static readonly Option<int> Seconds = NumberOption.Of("--seconds", "How long to measure.", 10, 1, 3_600);
    public static readonly Option<int> WarmUp = NumberOption.Of(
        "--warm-up", "How long to send before the measurement begins, in seconds.", 3, 0, 600);

    public static readonly Option<bool> IsJson = new("--json") { Description = "Print one JSON object." };

    private static readonly JsonSerializerOptions Json = new(JsonOutput.Indented)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static Command Create() => new("load", Usage.Text(
        "Makes real work for a server and measures the answers.",
        ExitCodes,
        "tessera load taps --seconds 10 --in-flight 512",
        "tessera load taps --rate 1000 --seconds 60 --json",
        "tessera load chain --in-flight 512",
        "tessera load payments --connections 32",
        "tessera load activations --count 100000",
        "tessera load transfers --json"))
    {
        TapVerb.Create(), ChainVerb.Create(), PaymentVerb.Create(), ActivationVerb.Create(), TransferVerb.Create(),
    };

    /// <summary>Runs a load, prints its report, and says what stopped it where something did.</summary>
    public static async Task<int> MeasureAsync(ParseResult parsed, Func<Action<string>, Task<LoadReport>> run)
    {
        try
        {
            var report = await run(Console.Error.WriteLine);
            Print(report, parsed.GetValue(IsJson));
            return IsRight(report) ? ExitCode.Success : ExitCode.Failure;
        }
        catch (Exception fault) when (fault is LoadException or TesseraProblemException or HttpRequestException
            or IOException or SocketException or Tessera.Device.WalletException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"The load stopped: {fault.Message}");
            return fault is LoadException { IsUsage: true } ? ExitCode.Usage : ExitCode.Failure;
        }
    }

    private static bool IsRight(LoadReport report) => report.Errors == 0
        && report.BooksAgree != false
        && (report.Counted ?? report.Accepted) == report.Accepted
        && (report.Journaled ?? report.Accepted) == report.Accepted;

    private static void Print(LoadReport report, bool isJson) =>
        Console.Out.WriteLine(isJson ? JsonSerializer.Serialize(report, Json) : LoadText.Of(report));
}
