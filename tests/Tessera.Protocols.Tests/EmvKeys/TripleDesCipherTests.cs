using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvKeys;

/// <summary>The framework refuses keys that published data and derivations produce; here they must work.</summary>
public sealed class TripleDesCipherTests
{
    public static TheoryData<string> Keys =>
    [
        "0123456789ABCDEFFEDCBA9876543210",
        "0123456789ABCDEF0123456789ABCDEF",
        "12345678123456781234567812345678",
        "00000000000000000000000000000000",
        "01010101010101010101010101010101",
        "FEFEFEFEFEFEFEFEE0E0E0E0F1F1F1F1",
        "01FE01FE01FE01FE0123456789ABCDEF",
        "0123456789ABCDEF01FE01FE01FE01FE",
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_key_encrypts_and_decrypts_as_the_library_does(string keyText)
    {
        var key = Hex.Read(keyText);
        var engine = new DesEdeEngine();
        engine.Init(true, new KeyParameter(key));
        var data = new byte[32];
        new Random(3).NextBytes(data);
        var expected = new byte[32];
        for (var at = 0; at < data.Length; at += 8)
        {
            engine.ProcessBlock(data, at, expected, at);
        }

        var actual = new byte[32];
        TripleDesCipher.Encrypt(key, data, actual);
        Assert.Equal(expected, actual);
        TripleDesCipher.Decrypt(key, actual, actual);
        Assert.Equal(data, actual);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_key_makes_the_retail_mac_of_the_library(string keyText)
    {
        var key = Hex.Read(keyText);
        var data = new byte[1500];
        new Random(5).NextBytes(data);
        var expected = new byte[8];
        var actual = new byte[8];
        for (var length = 0; length <= data.Length; length += length < 40 ? 1 : 61)
        {
            // The library does not reset its chaining value in DoFinal: a new one each time.
            var library = new ISO9797Alg3Mac(new DesEngine(), new ISO7816d4Padding());
            library.Init(new KeyParameter(key));
            library.BlockUpdate(data, 0, length);
            library.DoFinal(expected, 0);
            RetailMac.Compute(key, data.AsSpan(0, length), MacPadding.Method2, actual);
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Retail_mac_matches_the_published_example()
    {
        var mac = new byte[8];
        RetailMac.Compute(
            Hex.Read("AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBB"), "hello world"u8, MacPadding.Method1, mac);
        Assert.Equal("78DA3D3DEB48FD4D", Hex.Write(mac));
    }

    [Fact]
    public void Key_of_another_length_is_refused()
    {
        Assert.Throws<ArgumentException>(() => TripleDesCipher.Encrypt(new byte[24], new byte[8], new byte[8]));
        Assert.Throws<ArgumentException>(
            () => RetailMac.Compute(new byte[8], new byte[8], MacPadding.Method1, new byte[8]));
    }

    [Fact]
    public void Parity_is_set_on_every_byte_value()
    {
        var all = new byte[256];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = (byte)i;
        }
        Assert.False(KeyParity.IsOdd(all));
        KeyParity.SetOdd(all);
        Assert.True(KeyParity.IsOdd(all));
        for (var i = 0; i < all.Length; i++)
        {
            Assert.Equal(i >> 1, all[i] >> 1);
        }
    }
}
