using System.ComponentModel;
using System.Diagnostics;

namespace Tessera.Cli.Torture;

/// <summary>Another program, run to its end: what it answered and said.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Talk)
{
    private const int NotFound = 127;
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(5);

    public bool IsGood => ExitCode == 0;

    /// <summary>Both streams in one line, for a message.</summary>
    public string Said => string.Join(' ', $"{Output} {Talk}".Split('\n', StringSplitOptions.TrimEntries)).Trim();

    public static async Task<ToolRun> RunAsync(string program, string[] arguments, CancellationToken cancel)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return new ToolRun(NotFound, "", $"{program} is not installed");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(MostTime);
        try
        {
            var talk = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new ToolRun(process.ExitCode, output, await talk);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            process.Kill();
            return new ToolRun(NotFound, "", $"{program} did not end within {MostTime.TotalSeconds} s");
        }
    }

    /// <summary>Must go well.</summary>
    public static async Task DemandAsync(string program, string[] arguments, CancellationToken cancel)
    {
        var run = await RunAsync(program, arguments, cancel);
        if (!run.IsGood)
        {
            throw new TortureException($"{program} failed: {run.Said}");
        }
    }
}
