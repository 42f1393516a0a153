using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvKeys;

/// <summary>RFC 4493 section 4 and NIST SP 800-38B appendix D, and agreement with an independent library.</summary>
public sealed class AesCmacTests
{
    private const string Message =
        "6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E5130C81C46A35CE411E5FBC1191A0A52" +
        "EFF69F2445DF4F9B17AD2B417BE66C3710";

    private const string Key128 = "2B7E151628AED2A6ABF7158809CF4F3C";
    private const string Key192 = "8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B";
    private const string Key256 = "603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4";

    [Theory]
    [InlineData(Key128, 0, "BB1D6929E95937287FA37D129B756746")]
    [InlineData(Key128, 16, "070A16B46B4D4144F79BDD9DD04A287C")]
    [InlineData(Key128, 40, "DFA66747DE9AE63030CA32611497C827")]
    [InlineData(Key128, 64, "51F0BEBF7E3B9D92FC49741779363CFE")]
    [InlineData(Key192, 0, "D17DDF46ADAACDE531CAC483DE7A9367")]
    [InlineData(Key192, 40, "8A1DE5BE2EB31AAD089A82E6EE908B0E")]
    [InlineData(Key256, 0, "028962F61B7BF89EFC6B551F4667D983")]
    [InlineData(Key256, 64, "E1992190549F6ED5696A2C056C315410")]
    public void Cmac_matches_the_published_examples(string key, int length, string expected)
    {
        var mac = new byte[16];
        AesCmac.Compute(Hex.Read(key), Hex.Read(Message).AsSpan(0, length), mac);
        Assert.Equal(expected, Hex.Write(mac));
    }

    [Fact]
    public void Cmac_of_any_length_agrees_with_the_library()
    {
        var key = Hex.Read(Key128);
        var library = new Org.BouncyCastle.Crypto.Macs.CMac(new Org.BouncyCastle.Crypto.Engines.AesEngine());
        library.Init(new Org.BouncyCastle.Crypto.Parameters.KeyParameter(key));
        var data = new byte[1600];
        new Random(7).NextBytes(data);
        var expected = new byte[16];
        var actual = new byte[16];
        for (var length = 0; length <= data.Length; length += length < 70 ? 1 : 37)
        {
            library.BlockUpdate(data, 0, length);
            library.DoFinal(expected, 0);
            AesCmac.Compute(key, data.AsSpan(0, length), actual);
            Assert.Equal(expected, actual);
        }
    }
}
