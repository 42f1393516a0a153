using System.Diagnostics;
using System.Text.Json;

namespace Tessera.Server.Tests.Operations;

// Goal: the demo as a person starts it: a process, which starts the outside bank as another and leaves none behind.
public sealed class DemoTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_demo_goes_as_told_and_says_so_as_json()
    {
        using var limit = new CancellationTokenSource(Limit);
        using var process = Process.Start(new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "tessera"), ["demo", "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var text = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, await errors);

        using var report = JsonDocument.Parse(text);
        List<string> steps = [.. report.RootElement.GetProperty("steps").EnumerateArray()
            .Select(step => step.GetProperty("step").GetString()!)];
        Assert.Contains("taken back by 0420: both books agree", steps);
        Assert.Contains("the bank is back: advices and presentments replayed, both books agree", steps);
    }
}
