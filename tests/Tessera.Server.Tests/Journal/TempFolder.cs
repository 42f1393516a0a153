namespace Tessera.Server.Tests.Journal;

internal sealed class TempFolder : IDisposable
{
    private const string MemoryFolder = "/dev/shm";

    private TempFolder(string path) => Path = path;

    public string Path { get; }

    public static TempFolder OnDisk() => new(Directory.CreateTempSubdirectory("tessera-journal-").FullName);

    /// <summary>For tests that open thousands of journals and ask nothing of the disk itself.</summary>
    public static TempFolder InMemory()
    {
        if (!Directory.Exists(MemoryFolder))
        {
            return OnDisk();
        }

        var path = System.IO.Path.Combine(MemoryFolder, $"tessera-journal-{Guid.NewGuid():N}");
        return new TempFolder(Directory.CreateDirectory(path).FullName);
    }

    public string Sub(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
