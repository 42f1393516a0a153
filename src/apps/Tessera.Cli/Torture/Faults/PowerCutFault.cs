using Tessera.Cli.Torture.Checking;
using Tessera.Cli.Torture.Customers;

namespace Tessera.Cli.Torture.Faults;

/// <summary>
/// The disk as a power cut would leave it: the server runs on an ext4 in a file, and the file is copied while the
/// server stands still in the middle of payments. What was never flushed is not in the copy. Everything acknowledged
/// before must be there when a server starts on it.
/// </summary>
internal sealed class PowerCutFault : ITortureFault
{
    private const long ImageBytes = 160L << 20;
    private const int Cuts = 3;

    public string Name => "power";

    public Task<Obstacle?> FindObstacleAsync(CancellationToken cancel) =>
        MountedDisk.FindObstacleAsync(needsImage: true, cancel);

    public async Task RunAsync(TortureStage stage, CancellationToken cancel)
    {
        var image = Path.Combine(stage.Scratch, "power.image");
        var told = new List<IReadOnlyList<ToldPayment>>();
        await MountedDisk.MakeImageAsync(image, ImageBytes, cancel);
        await using (var disk = await MountedDisk.OnImageAsync(image, Path.Combine(stage.Scratch, "power"), cancel))
        {
            using var arena = await stage.OpenAsync(Path.Combine(disk.Folder, "data"), cancel);
            await arena.LoadAsync(
                async stop =>
                {
                    while (told.Count < Cuts)
                    {
                        await Task.Delay(stage.Between(200, 1_500), stop);
                        told.Add(await CutAsync(arena, image, CopyOf(image, told.Count), stop));
                    }
                },
                cancel);
            await stage.CloseAsync(arena, cancel);
        }

        for (var cut = 0; cut < Cuts; cut++)
        {
            await CheckAsync(stage, CopyOf(image, cut), told[cut], cancel);
        }

        File.Delete(image);
    }

    private static string CopyOf(string image, int cut) => $"{image}.{cut}";

    private static async Task<IReadOnlyList<ToldPayment>> CutAsync(
        Arena arena, string image, string copy, CancellationToken cancel)
    {
        var server = arena.Server.Id;
        await ProcessSignal.StopAsync(server, cancel);
        try
        {
            var told = arena.Book.Snapshot();
            await ToolRun.DemandAsync("cp", ["--sparse=always", image, copy], cancel);
            return told;
        }
        finally
        {
            ProcessSignal.Resume(server);
        }
    }

    private static async Task CheckAsync(
        TortureStage stage, string copy, IReadOnlyList<ToldPayment> told, CancellationToken cancel)
    {
        await using (var disk = await MountedDisk.OnImageAsync(copy, Path.Combine(stage.Scratch, "cut"), cancel))
        {
            var folder = Path.Combine(disk.Folder, "data");
            using var server = await StartAsync(folder, cancel);
            var follower = new JournalFollower(folder);
            stage.Findings.Add(follower.Follow());
            stage.Findings.Add(ToldComparison.Of(told, follower.Facts, mayHoldMore: true));
            stage.Findings.Add(LedgerChecks.Of(follower.State));
            stage.Findings.Add(await PaymentList.CheckAsync(
                server.Client("coffee"), follower.Facts, int.MaxValue, cancel));
            stage.Findings.Add(await JournalPrograms.CheckAsync(folder, isWhole: true, cancel));
        }

        File.Delete(copy);
    }

    private static async Task<Serving.DemoChild> StartAsync(string folder, CancellationToken cancel)
    {
        try
        {
            return await Serving.DemoChild.StartAsync(folder, [], cancel);
        }
        catch (IOException fault)
        {
            throw new TortureException($"After a power cut the server does not start: {fault.Message}");
        }
    }
}
