using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvKeys;

public sealed class PinnedKeyTests
{
    [Theory]
    [InlineData(KeyAlgorithm.TripleDes, "12345678123456781234567812345678", "6FB1C8")]
    [InlineData(KeyAlgorithm.TripleDes, "0123456789ABCDEFFEDCBA9876543210", "08D7B4")]
    public void Check_value_is_the_published_one(KeyAlgorithm algorithm, string key, string expected)
    {
        using var pinned = new PinnedKey(algorithm, Hex.Read(key));
        Assert.Equal(expected, pinned.CheckValue);
    }

    [Fact]
    public void Text_of_a_key_does_not_hold_the_key()
    {
        using var pinned = new PinnedKey(KeyAlgorithm.Aes, Hex.Read("00112233445566778899AABBCCDDEEFF"));
        Assert.DoesNotContain("00112233", pinned.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Disposed_key_is_refused()
    {
        var pinned = new PinnedKey(KeyAlgorithm.Aes, new byte[32]);
        pinned.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pinned.Bytes.Length);
    }

    [Fact]
    public void Text_of_a_card_shows_four_digits_only()
    {
        var card = new CardIdentity(9999101234567893, 16, 7);
        Assert.DoesNotContain("999910", card.ToString(), StringComparison.Ordinal);
    }
}
