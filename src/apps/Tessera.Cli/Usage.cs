namespace Tessera.Cli;

/// <summary>The text of <c>--help</c>: what the verb does, its exit codes, examples.</summary>
internal static class Usage
{
    public static string Text(string summary, string exitCodes, params string[] examples) =>
        $"{summary}\n{exitCodes}\nExamples:\n{string.Join('\n', examples.Select(example => $"  {example}"))}";
}
