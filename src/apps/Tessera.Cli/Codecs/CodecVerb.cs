using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tessera.Cli.Codecs;

/// <summary>What every codec verb has in common: its two subcommands, JSON out, exit codes.</summary>
internal static class CodecVerb
{
    public const string ExitCodes = "Exit codes: 0 done; 1 the input was refused, the place is in the answer; 2 usage.";

    public static Argument<string> Input(string description = CodecInput.Description) =>
        new("INPUT") { Description = description };

    public static Option<bool> Reveal() =>
        new("--reveal") { Description = "Show card numbers, tracks and PIN blocks. For published test data only." };

    /// <summary>Prints the answer; one that carries an error ends in failure, with a line for the reader.</summary>
    public static int Print(JsonObject answer, string? error)
    {
        Console.Out.WriteLine(answer.ToJsonString(JsonOutput.Indented));
        if (error is null)
        {
            return ExitCode.Success;
        }

        Console.Error.WriteLine(error);
        return ExitCode.Failure;
    }

    /// <summary>Parses JSON input and prints the bytes that <paramref name="encode"/> makes of it.</summary>
    public static int Encode(string input, Func<JsonNode?, byte[]> encode)
    {
        try
        {
            var bytes = encode(JsonNode.Parse(CodecInput.ReadText(input)));
            var answer = new JsonObject { ["hex"] = Convert.ToHexString(bytes), ["length"] = bytes.Length };
            return Print(answer, error: null);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or ArgumentException)
        {
            return Print(new JsonObject { ["error"] = fault.Message }, fault.Message);
        }
    }
}
