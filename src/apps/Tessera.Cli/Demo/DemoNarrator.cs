namespace Tessera.Cli.Demo;

/// <summary>Tells each step as it happens (talk goes to stderr) and keeps it for the report.</summary>
internal sealed class DemoNarrator(DemoReport report, bool isQuiet)
{
    private const int Column = 62;

    public bool IsAllExpected => report.Steps.TrueForAll(step => step.IsExpected);

    public void Title(string text)
    {
        if (!isQuiet)
        {
            Console.Error.WriteLine();
            Console.Error.WriteLine(text);
        }
    }

    /// <summary>A step with the code it met and the one it should meet; both empty where nothing is refused.</summary>
    public void Tell(string step, string outcome, string code = "", string expectedCode = "", bool isExpected = true)
    {
        isExpected &= string.Equals(code, expectedCode, StringComparison.Ordinal);
        report.Steps.Add(new DemoStep(step, outcome, code) { IsExpected = isExpected });
        if (!isQuiet)
        {
            var mark = isExpected ? "ok " : "NOT";
            var tail = code.Length > 0 ? $"{outcome} ({code})" : outcome;
            Console.Error.WriteLine($"  {mark} {step.PadRight(Column, '.')} {tail}");
        }

        if (!isExpected)
        {
            throw new DemoException($"{step}: {outcome} {code}");
        }
    }
}
