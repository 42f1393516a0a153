namespace Tessera.Cli.Torture.Faults;

/// <summary>A file system of its own while it lasts. Needs root.</summary>
internal sealed class MountedDisk : IAsyncDisposable
{
    private MountedDisk(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>So much memory and no more.</summary>
    public static Task<MountedDisk> InMemoryAsync(string folder, int megabytes, CancellationToken cancel) =>
        MountAsync(folder, ["-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs"], cancel);

    /// <summary>The ext4 in a file. Nothing is committed by the clock, so that what a copy of the file holds was put
    /// there by a flush, or by chance.</summary>
    public static Task<MountedDisk> OnImageAsync(string image, string folder, CancellationToken cancel) =>
        MountAsync(folder, ["-o", "loop,commit=300", image], cancel);

    public static async Task MakeImageAsync(string image, long bytes, CancellationToken cancel)
    {
        await using (var file = File.Create(image))
        {
            file.SetLength(bytes);
        }

        await ToolRun.DemandAsync("mkfs.ext4", ["-q", "-F", image], cancel);
    }

    /// <summary>Null where both kinds can be mounted.</summary>
    public static async Task<Obstacle?> FindObstacleAsync(bool needsImage, CancellationToken cancel)
    {
        const string Remedy = "run as root on Linux, in a container with CAP_SYS_ADMIN and loop devices";
        var scratch = Directory.CreateTempSubdirectory("tessera-mount-").FullName;
        try
        {
            if (needsImage)
            {
                var image = Path.Combine(scratch, "image");
                await MakeImageAsync(image, 8 << 20, cancel);
                await using var disk = await OnImageAsync(image, Path.Combine(scratch, "disk"), cancel);
            }
            else
            {
                await using var disk = await InMemoryAsync(Path.Combine(scratch, "disk"), 1, cancel);
            }

            return null;
        }
        catch (TortureException fault)
        {
            return new Obstacle(fault.Message, Remedy);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    public async ValueTask DisposeAsync() =>
        await ToolRun.DemandAsync("umount", [Folder], CancellationToken.None);

    private static async Task<MountedDisk> MountAsync(string folder, string[] what, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        await ToolRun.DemandAsync("mount", [.. what, folder], cancel);
        return new MountedDisk(folder);
    }
}
