using Tessera.Hsm;

namespace Tessera.Server.Tests.Hsm;

/// <summary>A software module in a folder of its own, gone after the test.</summary>
internal sealed class HsmFolder : IDisposable
{
    public const string KeySet = "demo";

    private SoftwareHsm? _hsm;

    public string Path { get; } = Directory.CreateTempSubdirectory("hsm").FullName;

    public SoftwareHsm Hsm => _hsm ??= Open();

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public SoftwareHsm Open(string? passphrase = null)
    {
        var hsm = SoftwareHsm.Open(
            new SoftwareHsmOptions { Folder = Path, Passphrase = passphrase, World = HsmWorld.Test });
        hsm.EnsureIssuerKeys(KeySet);
        return hsm;
    }

    public void Close()
    {
        _hsm?.Dispose();
        _hsm = null;
    }

    public void Dispose()
    {
        Close();
        Directory.Delete(Path, recursive: true);
    }
}
