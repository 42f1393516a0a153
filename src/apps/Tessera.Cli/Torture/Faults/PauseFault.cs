namespace Tessera.Cli.Torture.Faults;

/// <summary>SIGSTOP and SIGCONT: up, and silent for longer than clients wait.</summary>
internal sealed class PauseFault : ITortureFault
{
    public string Name => "stop";

    public Task<Obstacle?> FindObstacleAsync(CancellationToken cancel) => Task.FromResult(
        Directory.Exists("/proc/self/task")
            ? null : new Obstacle("signals by process id are looked after in /proc", "run on Linux"));

    public Task RunAsync(TortureStage stage, CancellationToken cancel) => stage.Arena.LoadAsync(
        async stop =>
        {
            await Task.Delay(stage.Between(100, 600), stop);
            var server = stage.Arena.Server.Id;
            await ProcessSignal.StopAsync(server, stop);
            try
            {
                await Task.Delay(stage.Between(200, 5_000), stop);
            }
            finally
            {
                ProcessSignal.Resume(server);
            }

            await Task.Delay(stage.Between(100, 600), stop);
        },
        cancel);
}
