using Tessera.Hsm;
using Tessera.Hsm.KeyBlocks;

namespace Tessera.Server.Tests.Hsm;

public sealed class KeyedVerbTests : IDisposable
{
    private readonly HsmFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_time_code_mac_binds_code_context_and_key_set()
    {
        var hsm = _folder.Hsm;
        hsm.EnsureIssuerKeys("other");
        var mac = hsm.MacOneTimeCode(HsmFolder.KeySet, "prv_1"u8, "123456");
        Assert.Equal(32, mac.Length);
        Assert.Equal(mac, hsm.MacOneTimeCode(HsmFolder.KeySet, "prv_1"u8, "123456"));
        Assert.NotEqual(mac, hsm.MacOneTimeCode(HsmFolder.KeySet, "prv_1"u8, "123457"));
        Assert.NotEqual(mac, hsm.MacOneTimeCode(HsmFolder.KeySet, "prv_2"u8, "123456"));
        Assert.NotEqual(mac, hsm.MacOneTimeCode(HsmFolder.KeySet, "prv_11"u8, "23456"));
        Assert.NotEqual(mac, hsm.MacOneTimeCode("other", "prv_1"u8, "123456"));
        Assert.Throws<HsmException>(() => hsm.MacOneTimeCode("nobody", "prv_1"u8, "123456"));
    }

    [Fact]
    public void Callers_at_once_make_the_keys_of_a_set_once()
    {
        var hsm = _folder.Hsm;
        Parallel.For(0, 16, _ => hsm.EnsureIssuerKeys("new"));
        Assert.All(hsm.ListKeys().Where(key => key.Label.Set == "new"), key => Assert.Equal(1, key.Label.Index));
    }

    [Fact]
    public void Index_depends_on_purpose_and_value()
    {
        var hsm = _folder.Hsm;
        var index = hsm.Index(HsmFolder.KeySet, "phone", "+1555"u8);
        Assert.Equal(index, hsm.Index(HsmFolder.KeySet, "phone", "+1555"u8));
        Assert.NotEqual(index, hsm.Index(HsmFolder.KeySet, "mail", "+1555"u8));
        Assert.NotEqual(index, hsm.Index(HsmFolder.KeySet, "phone", "+1556"u8));
    }

    [Fact]
    public void Zone_mac_verifies_under_the_current_key_and_the_one_before()
    {
        var hsm = _folder.Hsm;
        hsm.EnsureZoneKey("link");
        var message = new byte[700];
        var mac = new byte[8];
        hsm.MacZone("link", message, mac);
        Assert.True(hsm.VerifyZoneMac("link", message, mac));
        message[600] ^= 1;
        Assert.False(hsm.VerifyZoneMac("link", message, mac));
        message[600] ^= 1;
        Assert.False(hsm.VerifyZoneMac("link", message, mac.AsSpan(0, 7)));
        Assert.False(hsm.VerifyZoneMac("nobody", message, mac));

        hsm.RotateKey("link", KeyRole.ZoneMacAes);
        Assert.True(hsm.VerifyZoneMac("link", message, mac));
        hsm.RotateKey("link", KeyRole.ZoneMacAes);
        Assert.False(hsm.VerifyZoneMac("link", message, mac));
    }
}
