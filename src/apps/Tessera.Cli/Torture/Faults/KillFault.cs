using Tessera.Cli.Torture.Network;

namespace Tessera.Cli.Torture.Faults;

/// <summary>SIGKILL in the middle of payments, now and then again while the server recovers, half the time with a bad
/// network besides.</summary>
internal sealed class KillFault : ITortureFault
{
    private const int LeastMs = 20;
    private const int MostMs = 2_000;
    private const int OneInRecovery = 5;

    public string Name => "kill";

    public Task<Obstacle?> FindObstacleAsync(CancellationToken cancel) => Task.FromResult<Obstacle?>(null);

    public Task RunAsync(TortureStage stage, CancellationToken cancel) => stage.Arena.LoadAsync(
        async stop =>
        {
            var trouble = (Trouble)stage.Random.Next((int)Trouble.None, (int)Trouble.Reorder + 1);
            stage.Arena.Switch.Trouble = stage.Random.Next(2) == 0 ? trouble : Trouble.None;
            stage.Arena.Http.Trouble = stage.Random.Next(2) == 0 ? trouble : Trouble.None;
            await Task.Delay(stage.Between(LeastMs, MostMs), stop);
            stage.Arena.Kill();
            stage.CountKill();
            if (stage.Kills < stage.Settings.Kills && stage.Random.Next(OneInRecovery) == 0)
            {
                await stage.Arena.StartAndKillAsync(stage.Between(LeastMs, MostMs), stop);
                stage.CountKill();
            }

            await stage.Arena.StartAsync(stop);
        },
        cancel);
}
