namespace Tessera.Server.Tests.Tills;

/// <summary>A folder for one till's memory.</summary>
internal sealed class TillFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("tessera-till-").FullName;

    public string Memory => Path.Combine(_path, "till");

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
