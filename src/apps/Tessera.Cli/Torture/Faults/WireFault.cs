using Tessera.Cli.Torture.Network;

namespace Tessera.Cli.Torture.Faults;

/// <summary>A wire that does one thing wrong, on both doors where it can be done to both.</summary>
internal sealed class WireFault(string name, Trouble trouble) : ITortureFault
{
    private const int OneIn = 6;
    private const int UsualOneIn = 20;

    public string Name => name;

    public Task<Obstacle?> FindObstacleAsync(CancellationToken cancel) => Task.FromResult<Obstacle?>(null);

    public async Task RunAsync(TortureStage stage, CancellationToken cancel)
    {
        var (iso, http) = (stage.Arena.Switch, stage.Arena.Http);
        var before = iso.Done + http.Done;
        (iso.OneIn, http.OneIn) = (OneIn, OneIn);
        await stage.Arena.LoadAsync(
            async stop =>
            {
                (iso.Trouble, http.Trouble) = (trouble, trouble);
                await Task.Delay(stage.Between(1_000, 3_000), stop);
            },
            cancel);
        (iso.OneIn, http.OneIn) = (UsualOneIn, UsualOneIn);
        if (iso.Done + http.Done == before)
        {
            throw new TortureException($"The wire passed nothing on which {name} could be tried.");
        }
    }
}
