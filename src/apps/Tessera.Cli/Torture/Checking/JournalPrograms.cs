using Tessera.Cli.Serving;

namespace Tessera.Cli.Torture.Checking;

/// <summary>The programs that look at a data folder beside its server, each in a process of its own.</summary>
internal static class JournalPrograms
{
    public static async Task<Findings> CheckAsync(string folder, CancellationToken cancel)
    {
        var findings = new Findings();
        var verified = await VerifyAsync(folder, cancel);
        if (!verified.IsGood)
        {
            findings.Break($"tessera journal verify: {verified.Said}");
        }

        return findings;
    }

    public static Task<ToolRun> VerifyAsync(string folder, CancellationToken cancel) =>
        ToolRun.RunAsync(ChildServer.Program, ["journal", "verify", "--data", folder], cancel);
}
