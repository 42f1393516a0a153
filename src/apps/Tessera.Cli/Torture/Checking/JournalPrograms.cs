using Tessera.Cli.Serving;
using Tessera.Journal.Sqlite;

namespace Tessera.Cli.Torture.Checking;

/// <summary>The programs that look at a data folder beside its server, each in a process of its own: this one's journal
/// verify, and the checker of the simulation, which has readers and models of its own.</summary>
internal static class JournalPrograms
{
    private const string CheckerName = "Tessera.Simulation";

    /// <summary>Null where it was not built.</summary>
    public static string? Checker { get; } = FindChecker();

    /// <param name="folder">The data folder.</param>
    /// <param name="isWhole">Also by the checker, which reads the journal from its beginning.</param>
    /// <param name="cancel">Ends the programs.</param>
    public static async Task<Findings> CheckAsync(string folder, bool isWhole, CancellationToken cancel)
    {
        var findings = new Findings();
        var verified = await VerifyAsync(folder, cancel);
        if (!verified.IsGood)
        {
            findings.Break($"tessera journal verify: {verified.Said}");
        }

        if (isWhole && Checker is not null)
        {
            var journal = new SqliteFolder(folder).JournalFile;
            var said = await ToolRun.RunAsync(Checker, ["check", journal], cancel);
            if (!said.IsGood)
            {
                findings.Break($"{CheckerName} check: {said.Said}");
            }
        }

        return findings;
    }

    public static Task<ToolRun> VerifyAsync(string folder, CancellationToken cancel) =>
        ToolRun.RunAsync(ChildServer.Program, ["journal", "verify", "--data", folder], cancel);

    // All programs are built beside each other: bin/NAME/CONFIGURATION.
    private static string? FindChecker()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = own.Parent?.Parent is { } all
            ? Path.Combine(all.FullName, CheckerName, own.Name, CheckerName) : "";
        return File.Exists(program) ? program : null;
    }
}
