using System.Security.Cryptography;
using Tessera.Hsm;
using Tessera.Hsm.KeyBlocks;

namespace Tessera.Server.Tests.Hsm;

public sealed class ZoneKeyExchangeTests : IDisposable
{
    private const string Link = "link";

    private readonly HsmFolder _near = new();
    private readonly HsmFolder _far = new();
    private readonly byte[] _transport = RandomNumberGenerator.GetBytes(32);

    public void Dispose()
    {
        _near.Dispose();
        _far.Dispose();
    }

    [Fact]
    public void Both_ends_make_the_same_macs_after_an_exchange()
    {
        InstallTransport();
        for (var round = 0; round < 3; round++)
        {
            Assert.True(_far.Hsm.TryInstallZoneKey(Link, _near.Hsm.ExportNextZoneKey(Link)));
            var mac = new byte[8];
            _near.Hsm.MacZone(Link, "0200"u8, mac);
            Assert.True(_far.Hsm.VerifyZoneMac(Link, "0200"u8, mac));
        }
    }

    [Fact]
    public void Block_sent_again_and_older_blocks_change_nothing()
    {
        InstallTransport();
        var first = _near.Hsm.ExportNextZoneKey(Link);
        var second = _near.Hsm.ExportNextZoneKey(Link);
        Assert.True(_far.Hsm.TryInstallZoneKey(Link, second));
        var keys = _far.Hsm.ListKeys();
        Assert.False(_far.Hsm.TryInstallZoneKey(Link, second));
        Assert.False(_far.Hsm.TryInstallZoneKey(Link, first));
        Assert.Equal(keys, _far.Hsm.ListKeys());
    }

    [Fact]
    public void Block_of_another_usage_or_another_link_is_refused()
    {
        InstallTransport();
        var shape = KeyUsageTable.ShapeOf(KeyRole.OneTimeCodeMac);
        var header = KeyBlockHeader.Of(shape, "") with { KeyVersion = "01" };
        Assert.False(_far.Hsm.TryInstallZoneKey(Link, KeyBlock.Wrap(_transport, header, new byte[32])));
        Assert.False(_far.Hsm.TryInstallZoneKey("elsewhere", _near.Hsm.ExportNextZoneKey(Link)));
        Assert.False(_far.Hsm.TryInstallZoneKey(Link, "no block"));
        Assert.Throws<HsmException>(() => _near.Hsm.ExportNextZoneKey("elsewhere"));
    }

    private void InstallTransport()
    {
        _near.Hsm.InstallKey(new KeyLabel(Link, KeyRole.ZoneTransport, 1), _transport);
        _far.Hsm.InstallKey(new KeyLabel(Link, KeyRole.ZoneTransport, 1), _transport);
    }
}
