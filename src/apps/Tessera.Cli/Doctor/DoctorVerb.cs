using System.CommandLine;
using System.Text.Json;

namespace Tessera.Cli.Doctor;

/// <summary><c>tessera doctor</c>: whether this machine has what the system and its tests need.</summary>
internal static class DoctorVerb
{
    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "The data folder to look at.",
            DefaultValueFactory = _ => "data",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of lines." };
        var verb = new Command("doctor", Usage.Text(
            "Checks runtime, database, data folder, ports, and the programs that tests drive.",
            "Exit codes: 0 the system can run here (warnings allowed); 1 it cannot; 2 usage.",
            "tessera doctor",
            "tessera doctor --data data --json"))
        {
            data,
            json,
        };
        verb.SetAction(result => Run(result.GetValue(data)!, result.GetValue(json)));
        return verb;
    }

    private static int Run(string dataFolder, bool isJson)
    {
        var checks = EnvironmentChecks.Run(dataFolder);
        if (isJson)
        {
            var rows = checks.Select(check => new
            {
                name = check.Name,
                outcome = Word(check.Outcome),
                detail = check.Detail,
            });
            Console.Out.WriteLine(JsonSerializer.Serialize(new { checks = rows }, JsonOutput.Indented));
        }
        else
        {
            foreach (var check in checks)
            {
                Console.Out.WriteLine($"{Word(check.Outcome),-8} {check.Name,-14} {check.Detail}");
            }
        }

        return checks.Any(check => check.Outcome == CheckOutcome.Failed) ? ExitCode.Failure : ExitCode.Success;
    }

    private static string Word(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Ok => "ok",
        CheckOutcome.Warning => "warning",
        _ => "failed",
    };
}
