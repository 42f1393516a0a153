using System.Diagnostics;

namespace Tessera.Cli.Torture.Faults;

/// <summary>A small disk is filled up while customers pay, and freed again.</summary>
internal sealed class FullDiskFault : ITortureFault
{
    private const int Megabytes = 48;
    private const int MostWaitMs = 10_000;

    public string Name => "disk";

    public Task<Obstacle?> FindObstacleAsync(CancellationToken cancel) =>
        MountedDisk.FindObstacleAsync(needsImage: false, cancel);

    public async Task RunAsync(TortureStage stage, CancellationToken cancel)
    {
        await using var disk = await MountedDisk.InMemoryAsync(
            Path.Combine(stage.Scratch, "small"), Megabytes, cancel);
        using var arena = await stage.OpenAsync(Path.Combine(disk.Folder, "data"), cancel);
        await arena.LoadAsync(
            async stop =>
            {
                await Task.Delay(stage.Between(200, 800), stop);
                var filler = Path.Combine(disk.Folder, "filler");
                var before = arena.Book.AskedAgain;
                Fill(filler);
                await WaitUntilFeltAsync(arena, before, filler, stop);
                await Task.Delay(stage.Between(200, 1_500), stop);
                File.Delete(filler);
                if (arena.Server.HasExited)
                {
                    stage.Tell($"{Name}: the server ended; it is started again");
                    arena.Kill();
                    await arena.StartAsync(stop);
                }

                await Task.Delay(stage.Between(200, 800), stop);
            },
            cancel);
        await stage.CloseAsync(arena, cancel);
    }

    // The log may have been given more room than it uses: then the disk is filled again.
    private static async Task WaitUntilFeltAsync(Arena arena, long before, string filler, CancellationToken cancel)
    {
        var start = Stopwatch.GetTimestamp();
        while (arena.Book.AskedAgain == before && !arena.Server.HasExited)
        {
            if (Stopwatch.GetElapsedTime(start).TotalMilliseconds > MostWaitMs)
            {
                throw new TortureException("The disk is full and the server did not notice.");
            }

            await Task.Delay(20, cancel);
            Fill(filler);
        }
    }

    private static void Fill(string filler)
    {
        using var file = new FileStream(filler, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var piece = new byte[4_096];
        try
        {
            while (true)
            {
                file.Write(piece);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }
}
