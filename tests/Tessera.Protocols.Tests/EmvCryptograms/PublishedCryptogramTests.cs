using Tessera.Emv.Cryptograms;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvCryptograms;

/// <summary>
/// Published transactions through the whole path: DE55 in, version found in the issuer application data, cryptogram
/// out. Source: knovichikhin/pyemv tests/test_cvn_hsm.py.
/// </summary>
public sealed class PublishedCryptogramTests
{
    private const string Visa =
        "9F0206000000004000 9F0306000000000000 9F1A020124 95058000048000 5F2A020124 9A03191105 9C0101 9F370452BF4585 " +
        "82021800 9F3602001C";

    private const string Other =
        "9F0206000000009999 9F0306000000000000 9F1A020124 95058000000000 5F2A020124 9A03209906 9C0100 9F3704ABCDEF12 " +
        "82021800 9F3602001C";

    [Theory]
    [InlineData(CryptogramProfile.Visa10, Visa, "06010A03A06010", "29CCA15AE665FA2E")]
    [InlineData(CryptogramProfile.Visa18, Visa, "06011203A0B800", "7A788EA6B8A3E733")]
    [InlineData(CryptogramProfile.MChip10, Other, "0110A00003220000000000000000000000FF", "24CCF3DEE3158C70")]
    [InlineData(CryptogramProfile.MChip14, Other, "0114A00003220000000000000000000000FF", "CD29615D6452E70E")]
    [InlineData(
        CryptogramProfile.Interac133, Other, "1501850440B100000000B00000000000000000000000", "18932FECA2D84326")]
    public void Published_transaction_gives_its_cryptogram(
        CryptogramProfile profile,
        string elements,
        string issuerApplication,
        string expected)
    {
        var de55 = Hex.Read(elements.Replace(" ", "", StringComparison.Ordinal)
            + "9F10" + (issuerApplication.Length / 2).ToString("X2", null) + issuerApplication);
        Assert.True(CryptogramElements.TryRead(de55, out var spans, out _));
        Assert.True(IssuerApplication.TryRead(spans.IssuerApplication, out var issuer, out _));
        Assert.True(CryptogramRules.TryFind(issuer, out var rules));
        Assert.Equal(profile, rules.Profile);

        var cardKey = new byte[16];
        CardKey.DeriveA(
            Hex.Read("0123456789ABCDEFFEDCBA9876543210"), new CardIdentity(1234567890123456, 16, 0), cardKey);
        var actual = new byte[8];
        Assert.True(ApplicationCryptogram.TryCompute(rules, cardKey, spans, actual, out _));
        Assert.Equal(expected, Hex.Write(actual));
    }

    [Fact]
    public void Script_mac_matches_the_published_one()
    {
        var mac = new byte[8];
        ScriptMac.Compute(
            Hex.Read("94F867167C64EF23EAB0CB627A7ACB62"),
            Hex.Read("8418000008"),
            0x001C,
            Hex.Read("7A788EA6B8A3E733"),
            [],
            mac);
        Assert.Equal("04EDE90BC24CC35E", Hex.Write(mac));
    }
}
