using Tessera.Hsm;
using Tessera.Hsm.KeyBlocks;

namespace Tessera.Server.Tests.Hsm;

// Goal: a zone key goes from one folder into another in files of which none alone tells it.
public sealed class ZoneKeyFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-test-").FullName;
    private readonly SoftwareHsm network;
    private readonly SoftwareHsm issuer;

    public ZoneKeyFilesTests()
    {
        network = Open("network");
        issuer = Open("issuer");
    }

    private string[] Components => [Path.Combine(folder, "a.key"), Path.Combine(folder, "b.key")];

    private string Block => Path.Combine(folder, "zone.block");

    public void Dispose()
    {
        network.Dispose();
        issuer.Dispose();
        Directory.Delete(folder, true);
    }

    [Fact]
    public void Both_ends_have_the_same_keys_afterwards()
    {
        for (var i = 0; i < 2; i++)
        {
            var made = ZoneKeyFiles.Make(network, "zone-2", Components, Block);
            Assert.Equal(made, ZoneKeyFiles.Import(issuer, "zone-1", Components, Block));
            var mac = new byte[8];
            issuer.MacZone("zone-1", [1, 2, 3], mac);
            Assert.True(network.VerifyZoneMac("zone-2", [1, 2, 3], mac));
            network.MacZone("zone-2", [4, 5], mac);
            Assert.True(issuer.VerifyZoneMac("zone-1", [4, 5], mac));
            foreach (var file in Components.Append(Block))
            {
                File.Delete(file);
            }
        }
    }

    [Fact]
    public void One_component_is_not_the_key_and_no_file_is_written_over()
    {
        ZoneKeyFiles.Make(network, "zone-2", Components, Block);
        Assert.Throws<HsmException>(() => ZoneKeyFiles.Import(issuer, "zone-1", Components[..1], Block));
        Assert.Throws<IOException>(() => ZoneKeyFiles.Make(network, "zone-2", Components, Block));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Only_the_owner_may_read_what_is_written()
    {
        ZoneKeyFiles.Make(network, "zone-2", Components, Block);
        foreach (var file in Components.Append(Block))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        File.SetUnixFileMode(Components[0], UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Throws<HsmException>(() => ZoneKeyFiles.Import(issuer, "zone-1", Components, Block));
    }

    private SoftwareHsm Open(string name) => SoftwareHsm.Open(
        new SoftwareHsmOptions { Folder = Path.Combine(folder, name), World = HsmWorld.Test });
}
