using System.Globalization;
using System.Security.Cryptography;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvKeys;

public sealed class IssuerKeyTests
{
    private static readonly byte[] Key = Hex.Read("0123456789ABCDEFFEDCBA9876543210");

    public static TheoryData<string> Numbers =>
        ["999910123456", "9999101234567890", "0000000000000001", "999910123456789012", "9999999999999999999"];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Aes_card_key_is_the_encrypted_digits(string number)
    {
        using var aes = Aes.Create();
        aes.SetKey(Key);
        var expected = aes.EncryptEcb(Hex.Read((number + "07").PadLeft(32, '0')), PaddingMode.None);
        Assert.Equal(expected, Derive(KeyAlgorithm.Aes, number));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Triple_des_card_key_is_that_of_option_b(string number)
    {
        var expected = new byte[16];
        CardKey.DeriveB(Key, Card(number), expected);
        Assert.Equal(expected, Derive(KeyAlgorithm.TripleDes, number));
    }

    [Fact]
    public void Zeroed_key_derives_nothing_and_no_key_shows_itself()
    {
        var key = new IssuerKey(KeyAlgorithm.TripleDes, Key);
        Assert.Equal("TripleDes issuer key", key.ToString());
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => key.DeriveCardKey(Card("9999101234567890"), new byte[16]));
        Assert.Throws<ArgumentException>(() => new IssuerKey(KeyAlgorithm.Aes, new byte[32]));
    }

    private static byte[] Derive(KeyAlgorithm algorithm, string number)
    {
        using var key = new IssuerKey(algorithm, Key);
        var target = new byte[16];
        key.DeriveCardKey(Card(number), target);
        return target;
    }

    private static CardIdentity Card(string number) =>
        new(ulong.Parse(number, CultureInfo.InvariantCulture), number.Length, 7);
}
