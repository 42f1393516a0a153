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
            Assert.True(_near.Hsm.TryActivateZoneKey(Link));
            AssertTaken(_near, _far);
            AssertTaken(_far, _near);
        }
    }

    [Fact]
    public void Old_key_stays_in_use_until_the_other_end_has_the_new_one()
    {
        Exchange();
        var old = Mac(_near);
        var block = _near.Hsm.ExportNextZoneKey(Link);
        Assert.Equal(old, Mac(_near));
        AssertTaken(_near, _far);
        Assert.True(_far.Hsm.TryInstallZoneKey(Link, block));
        Assert.Equal(old, Mac(_far));
        AssertTaken(_far, _near);
        Assert.True(_near.Hsm.TryActivateZoneKey(Link));
        Assert.False(_near.Hsm.TryActivateZoneKey(Link));
        Assert.NotEqual(old, Mac(_near));
        AssertTaken(_far, _near);
        Assert.Equal(old, Mac(_far));
        AssertTaken(_near, _far);
        Assert.Equal(Mac(_near), Mac(_far));
        Assert.True(_far.Hsm.VerifyZoneMac(Link, "0200"u8, old));
    }

    [Fact]
    public void Pending_key_outlives_a_restart_and_an_exchange_that_failed()
    {
        Exchange();
        var old = Mac(_near);
        _near.Hsm.ExportNextZoneKey(Link);
        Assert.True(_far.Hsm.TryInstallZoneKey(Link, _near.Hsm.ExportNextZoneKey(Link)));
        _near.Close();
        _far.Close();
        Assert.Equal(old, Mac(_near));
        AssertTaken(_far, _near);
        Assert.True(_near.Hsm.TryActivateZoneKey(Link));
        AssertTaken(_near, _far);
        Assert.True(_near.Hsm.VerifyZoneMac(Link, "0200"u8, old));
    }

    [Fact]
    public void Exchanges_go_on_past_the_two_hundred_and_fifty_fifth()
    {
        InstallTransport();
        var key = RandomNumberGenerator.GetBytes(16);
        _near.Hsm.InstallKey(new KeyLabel(Link, KeyRole.ZoneMacAes, 255), key);
        _far.Hsm.InstallKey(new KeyLabel(Link, KeyRole.ZoneMacAes, 255), key);
        for (var round = 0; round < 3; round++)
        {
            Assert.True(_far.Hsm.TryInstallZoneKey(Link, _near.Hsm.ExportNextZoneKey(Link)));
            Assert.True(_near.Hsm.TryActivateZoneKey(Link));
            AssertTaken(_near, _far);
        }
        _near.Hsm.InstallKey(new KeyLabel(Link, KeyRole.ZoneMacAes, ushort.MaxValue), key);
        Assert.Throws<HsmException>(() => _near.Hsm.ExportNextZoneKey(Link));
    }

    [Fact]
    public void Block_that_comes_many_times_at_once_is_taken_once()
    {
        InstallTransport();
        for (var round = 0; round < 20; round++)
        {
            var block = _near.Hsm.ExportNextZoneKey(Link);
            var taken = 0;
            Parallel.For(0, 8, _ =>
            {
                if (_far.Hsm.TryInstallZoneKey(Link, block))
                {
                    Interlocked.Increment(ref taken);
                }
            });
            Assert.Equal(1, taken);
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
        var header = KeyBlockHeader.Of(shape, "1");
        Assert.False(_far.Hsm.TryInstallZoneKey(Link, KeyBlock.Wrap(_transport, header, new byte[32])));
        Assert.False(_far.Hsm.TryInstallZoneKey("elsewhere", _near.Hsm.ExportNextZoneKey(Link)));
        Assert.False(_far.Hsm.TryInstallZoneKey(Link, "no block"));
        Assert.Throws<HsmException>(() => _near.Hsm.ExportNextZoneKey("elsewhere"));
    }

    private static byte[] Mac(HsmFolder end)
    {
        var mac = new byte[8];
        end.Hsm.MacZone(Link, "0200"u8, mac);
        return mac;
    }

    private static void AssertTaken(HsmFolder from, HsmFolder to) =>
        Assert.True(to.Hsm.VerifyZoneMac(Link, "0200"u8, Mac(from)));

    private void Exchange()
    {
        InstallTransport();
        Assert.True(_far.Hsm.TryInstallZoneKey(Link, _near.Hsm.ExportNextZoneKey(Link)));
        Assert.True(_near.Hsm.TryActivateZoneKey(Link));
        AssertTaken(_near, _far);
    }

    private void InstallTransport()
    {
        _near.Hsm.InstallKey(new KeyLabel(Link, KeyRole.ZoneTransport, 1), _transport);
        _far.Hsm.InstallKey(new KeyLabel(Link, KeyRole.ZoneTransport, 1), _transport);
    }
}
