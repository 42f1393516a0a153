using System.Diagnostics;

namespace Tessera.Cli.Torture.Faults;

/// <summary>System calls of the running server fail: strace holds it and answers in the kernel's place. Afterwards the
/// server goes on, or has ended in order and is started again.</summary>
internal sealed class SyscallFault(string name, string calls, string error) : ITortureFault
{
    private const string Strace = "strace";
    private const string Mark = "(INJECTED)";
    private const int AttachMs = 10_000;

    public string Name => name;

    public async Task<Obstacle?> FindObstacleAsync(CancellationToken cancel)
    {
        var run = await ToolRun.RunAsync(
            Strace, ["-f", "-o", "/dev/null", "-e", $"inject=fsync:error={error}", "true"], cancel);
        return run.IsGood
            ? null : new Obstacle(run.Said, "install strace and allow ptrace (as root, or kernel.yama.ptrace_scope=0)");
    }

    public async Task RunAsync(TortureStage stage, CancellationToken cancel)
    {
        var log = Path.Combine(stage.Scratch, $"{name}.strace");
        await stage.Arena.LoadAsync(
            async stop =>
            {
                await Task.Delay(stage.Between(100, 400), stop);
                await FailAsync(stage, log, stop);
                await Task.Delay(stage.Between(100, 400), stop);
                if (stage.Arena.Server.HasExited)
                {
                    stage.Tell($"{name}: the server ended; it is started again");
                    stage.Arena.Kill();
                    await stage.Arena.StartAsync(stop);
                }
            },
            cancel);
        if (!File.ReadLines(log).Any(line => line.Contains(Mark, StringComparison.Ordinal)))
        {
            throw new TortureException($"{name}: the server made no such call while it was held.");
        }
    }

    // Either one call of each thread fails, or all do as long as this lasts.
    private async Task FailAsync(TortureStage stage, string log, CancellationToken cancel)
    {
        var when = stage.Random.Next(2) == 0 ? $":when={stage.Random.Next(1, 4)}" : "";
        using var strace = Process.Start(new ProcessStartInfo(
            Strace,
            ["-f", "-q", "-o", log, "-e", $"trace={calls}", "-e", $"inject={calls}:error={error}{when}",
                "-p", $"{stage.Arena.Server.Id}"]) { UseShellExecute = false })!;
        try
        {
            await WaitForMarkAsync(stage.Arena, strace, log, cancel);
            await Task.Delay(stage.Between(200, 1_500), cancel);
        }
        finally
        {
            if (!strace.HasExited)
            {
                ProcessSignal.Ask(strace.Id);
                await strace.WaitForExitAsync(cancel);
            }
        }
    }

    private static async Task WaitForMarkAsync(Arena arena, Process strace, string log, CancellationToken cancel)
    {
        var start = Stopwatch.GetTimestamp();
        while (!strace.HasExited && !arena.Server.HasExited
            && Stopwatch.GetElapsedTime(start).TotalMilliseconds < AttachMs)
        {
            if (File.Exists(log) && await HasMarkAsync(log, cancel))
            {
                return;
            }

            await Task.Delay(20, cancel);
        }
    }

    private static async Task<bool> HasMarkAsync(string log, CancellationToken cancel)
    {
        await using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var text = new StreamReader(file);
        return (await text.ReadToEndAsync(cancel)).Contains(Mark, StringComparison.Ordinal);
    }
}
