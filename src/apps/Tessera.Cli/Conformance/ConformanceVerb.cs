using System.CommandLine;
using System.Text.Json;

namespace Tessera.Cli.Conformance;

/// <summary><c>tessera conformance</c>: published test vectors through the shipped codecs.</summary>
internal static class ConformanceVerb
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Vector files, or folders of them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of lines." };
        var verb = new Command("conformance", Usage.Text(
            "Runs published test vectors through the shipped codecs: a line per vector, then the sums.",
            "Exit codes: 0 none failed; 1 some failed; 2 a path does not exist.",
            "tessera conformance vectors",
            "tessera conformance --json vectors/emv-tlv.json"))
        {
            paths,
            json,
        };
        verb.SetAction(result => Run(result.GetValue(paths)!, result.GetValue(json)));
        return verb;
    }

    private static int Run(string[] paths, bool isJson)
    {
        if (paths.FirstOrDefault(path => !File.Exists(path) && !Directory.Exists(path)) is { } missing)
        {
            Console.Error.WriteLine($"No such file or folder: {missing}");
            return ExitCode.Usage;
        }

        var run = new ConformanceRun(TopicList.All);
        foreach (var path in paths)
        {
            run.Add(path);
        }

        if (isJson)
        {
            Console.Out.WriteLine(ToJson(run));
        }
        else
        {
            WriteLines(run);
        }

        return run.Count(VectorOutcome.Failed) == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static void WriteLines(ConformanceRun run)
    {
        foreach (var result in run.Results)
        {
            var reason = result.Reason.Length == 0 ? "" : $" ({result.Reason})";
            Console.Out.WriteLine($"{Word(result.Outcome),-11} {result.Topic}: {result.Name}{reason}");
        }

        var (passed, failed) = (run.Count(VectorOutcome.Passed), run.Count(VectorOutcome.Failed));
        Console.Out.WriteLine($"{passed} passed, {failed} failed, {run.Count(VectorOutcome.Unsupported)} unsupported");
    }

    private static string ToJson(ConformanceRun run) => JsonSerializer.Serialize(
        new
        {
            passed = run.Count(VectorOutcome.Passed),
            failed = run.Count(VectorOutcome.Failed),
            unsupported = run.Count(VectorOutcome.Unsupported),
            vectors = run.Results.Select(result => new
            {
                topic = result.Topic,
                name = result.Name,
                outcome = Word(result.Outcome),
                reason = result.Reason,
            }),
        },
        JsonOutput.Indented);

    private static string Word(VectorOutcome outcome) => outcome switch
    {
        VectorOutcome.Passed => "passed",
        VectorOutcome.Failed => "failed",
        _ => "unsupported",
    };
}
