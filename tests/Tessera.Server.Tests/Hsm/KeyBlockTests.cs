using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Tessera.Hsm.KeyBlocks;
using Tessera.Primitives;

namespace Tessera.Server.Tests.Hsm;

public sealed class KeyBlockTests
{
    // ANSI X9.143 / TR-31:2018 annex A, version D example.
    private const string PublishedProtectionKey = "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6";

    private const string PublishedBlock =
        "D0112P0AE00E0000B82679114F470F540165EDFBF7E250FCEA43F810D215F8D207E2E417C07156A27E8E31DA05F7425509593D03A457DC34";

    private static readonly byte[] ProtectionKey = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public void Published_block_opens_with_its_key()
    {
        Assert.True(KeyBlock.TryUnwrap(
            Hex.Read(PublishedProtectionKey), PublishedBlock, out var header, out var key, out _));
        Assert.Equal("3F419E1CB7079442AA37474C2EFBF8B8", Hex.Write(key));
        Assert.Equal(new KeyBlockHeader("P0", 'A', 'E', "00", 'E', ""), header);
    }

    [Theory]
    [InlineData(16, "")]
    [InlineData(16, "demo/1/1")]
    [InlineData(24, "store/7/255")]
    [InlineData(32, "a")]
    [InlineData(32, "0123456789ab")]
    public void Wrapped_key_opens_with_its_header(int length, string label)
    {
        var key = RandomNumberGenerator.GetBytes(length);
        var header = new KeyBlockHeader("E0", 'A', 'X', "00", 'N', label);
        var block = KeyBlock.Wrap(ProtectionKey, header, key);
        Assert.Equal(0, block.Length % 16);
        Assert.True(KeyBlock.TryUnwrap(ProtectionKey, block, out var read, out var opened, out _));
        Assert.Equal(header, read);
        Assert.Equal(key, opened);
    }

    [Fact]
    public void Every_changed_bit_is_refused()
    {
        var header = KeyBlockHeader.Of(KeyUsageTable.ShapeOf(KeyRole.IssuerCryptogramAes), "demo/2/1");
        var block = KeyBlock.Wrap(ProtectionKey, header, RandomNumberGenerator.GetBytes(16));
        for (var at = 0; at < block.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var bent = block.ToCharArray();
                bent[at] = (char)(bent[at] ^ (1 << bit));
                Assert.False(
                    KeyBlock.TryUnwrap(ProtectionKey, new string(bent), out _, out var key, out var error),
                    $"character {at}, bit {bit}");
                Assert.Empty(key);
                Assert.NotEqual(ParseErrorCode.None, error.Code);
            }
        }
    }

    [Fact]
    public void Every_cut_and_another_protection_key_are_refused()
    {
        var header = KeyBlockHeader.Of(KeyUsageTable.ShapeOf(KeyRole.IssuerCryptogramAes), "demo/2/1");
        var block = KeyBlock.Wrap(ProtectionKey, header, RandomNumberGenerator.GetBytes(16));
        for (var length = 0; length < block.Length; length++)
        {
            Assert.False(KeyBlock.TryUnwrap(ProtectionKey, block[..length], out _, out _, out _));
        }
        Assert.False(KeyBlock.TryUnwrap(RandomNumberGenerator.GetBytes(32), block, out _, out _, out _));
    }

    [Fact]
    public void Random_text_is_refused_without_an_exception() =>
        Gen.Char[' ', '~'].Array[0, 200].Sample(text =>
        {
            var body = $"D{text.Length + 5:0000}{new string(text)}";
            Assert.False(KeyBlock.TryUnwrap(ProtectionKey, body, out _, out _, out _));
            Assert.False(KeyBlock.TryUnwrap(ProtectionKey, new string(text), out _, out _, out _));
        });

    [Fact]
    public void Text_beyond_the_limit_is_refused()
    {
        var text = "D9999" + new string('0', 9994);
        Assert.Equal(9999, Encoding.ASCII.GetByteCount(text));
        Assert.False(KeyBlock.TryUnwrap(ProtectionKey, text, out _, out _, out _));
    }
}
