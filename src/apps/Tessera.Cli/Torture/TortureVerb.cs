using System.CommandLine;
using System.Text.Json;
using Tessera.Cli.Torture.Faults;
using Tessera.Client;

namespace Tessera.Cli.Torture;

/// <summary><c>tessera torture</c>: a real server is killed and otherwise maltreated in the middle of payments.
/// </summary>
internal static class TortureVerb
{
    private const int MostKills = 100_000;

    private static readonly JsonSerializerOptions Json = new(JsonOutput.Indented)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private static readonly Option<int> Kills =
        NumberOption.Of("--kills", "How often the server is killed (SIGKILL).", 25, 0, MostKills);

    private static readonly Option<int> Customers =
        NumberOption.Of("--customers", "Who pays at the same time.", 8, 2, 64);

    private static readonly Option<int?> Seed = new("--seed")
    {
        Description = "Decides what happens when; drawn and printed when not given.",
    };

    private static readonly Option<string[]> Faults = new("--faults")
    {
        Description = $"Only these, separated by commas: {FaultList.Names}.",
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(','))],
        Validators = { DemandNames },
    };

    private static readonly Option<bool> IsJson = new("--json") { Description = "Print one JSON object." };

    public static Command Create()
    {
        var verb = new Command("torture", Usage.Text(
            "Kills a server of its own in the middle of payments, stops it, cuts its wires, fills its disk, fails its "
            + "flushes and cuts its power; then compares what customers were told with its journal, books and lists. "
            + "What cannot run on this machine is skipped, named and counted.",
            "Exit codes: 0 nothing lost, doubled or broken; 1 something was; 2 usage.",
            "tessera torture --kills 100",
            "tessera torture --kills 25 --seed 7 --json",
            "tessera torture --kills 0 --faults disk,power,flush-error"))
        {
            Kills, Customers, Seed, Faults, IsJson,
        };
        verb.SetAction(RunAsync);
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var settings = new TortureSettings
        {
            Kills = parsed.GetValue(Kills),
            Seed = parsed.GetValue(Seed) ?? Random.Shared.Next(),
            Customers = parsed.GetValue(Customers),
            Faults = parsed.GetValue(Faults) ?? [],
        };
        try
        {
            var report = await TortureRun.RunAsync(settings, Console.Error.WriteLine, cancel);
            Print(report, parsed.GetValue(IsJson));
            return report.IsClean ? ExitCode.Success : ExitCode.Failure;
        }
        catch (Exception fault) when (fault is TortureException or TesseraProblemException or HttpRequestException
            or IOException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"The torture stopped: {fault.Message}");
            return ExitCode.Failure;
        }
    }

    private static void Print(TortureReport report, bool isJson)
    {
        if (isJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, Json));
            return;
        }

        foreach (var (name, count) in report.Faults)
        {
            Console.Out.WriteLine($"{name}: {count}");
        }

        Console.Out.WriteLine(FormattableString.Invariant(
            $"{report.Kills:N0} kills, {report.Acknowledged:N0} answers, {report.AskedAgain:N0} asked again"));
        Console.Out.WriteLine(
            $"{report.Lost} lost, {report.Duplicated} doubled, {report.InvariantBreaks} invariant breaks, "
            + $"{report.Skipped} kinds of faults skipped");
    }

    private static void DemandNames(System.CommandLine.Parsing.OptionResult result)
    {
        foreach (var name in result.GetValueOrDefault<string[]>() ?? [])
        {
            if (FaultList.Of([name]).Count == 0)
            {
                result.AddError($"'{name}' is no fault; there are {FaultList.Names}.");
            }
        }
    }
}
