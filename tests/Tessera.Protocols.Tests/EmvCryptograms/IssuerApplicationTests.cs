using CsCheck;
using Tessera.Emv.Cryptograms;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvCryptograms;

public sealed class IssuerApplicationTests
{
    [Theory]
    [InlineData("06010A03A06010", false)]
    [InlineData("06010A03A40000", true)]
    [InlineData("06010A03A60000", false)]
    [InlineData("0110A00003220000B6A400000000000000FF", false)]
    [InlineData("0110A50003220000B6A400000000000000FF", true)]
    [InlineData("0110A40003220000B6A400000000000000FF", false)]
    [InlineData("0FA506A231C0020000000000000000000F110601010000000000000000000000", false)]
    [InlineData("0FA506A238C0020000000000000000000F110601010000000000000000000000", true)]
    [InlineData("0FA506A23CC0020000000000000000000F110601010000000000000000000000", false)]
    public void Results_show_whether_the_device_verified_its_holder(string text, bool expected)
    {
        Assert.True(IssuerApplication.TryRead(Hex.Read(text), out var issuer, out _));
        Assert.Equal(expected, issuer.HolderVerifiedByCard);
        Assert.Equal(ApplicationCryptogramType.AskOnline, issuer.CryptogramType);
    }

    [Theory]
    [InlineData("06011203000000", ApplicationCryptogramType.Decline)]
    [InlineData("06011203100000", ApplicationCryptogramType.ApproveOffline)]
    [InlineData("06011203200000", ApplicationCryptogramType.AskOnline)]
    [InlineData("011090000322000000000000000000000000", ApplicationCryptogramType.ApproveOffline)]
    [InlineData("1501850440B100000000B00000000000000000000000", ApplicationCryptogramType.Unknown)]
    public void Results_tell_the_cryptogram_type(string text, ApplicationCryptogramType expected)
    {
        Assert.True(IssuerApplication.TryRead(Hex.Read(text), out var issuer, out _));
        Assert.Equal(expected, issuer.CryptogramType);
    }

    /// <summary>Key indexes of M/Chip that look like the first byte of another layout.</summary>
    [Theory]
    [InlineData("0610A000000A00000000000000000000000000", false)]
    [InlineData("0614A5000000000A00000000000000000000", true)]
    [InlineData("1110A50003220000B6A400000000000000FF", true)]
    [InlineData("1514A500032200000000B6A4000000000000000000000000000000FF", true)]
    public void A_known_layout_is_read_whatever_its_key_index_looks_like(string text, bool isMChip)
    {
        var isRead = IssuerApplication.TryReadAs(IssuerApplicationFormat.MChip, Hex.Read(text), out var issuer);
        Assert.Equal(isMChip, isRead);
        if (isRead)
        {
            Assert.Equal(Hex.Read(text)[0], issuer.KeyIndex);
            Assert.Equal(Hex.Read(text)[1], issuer.Version);
            Assert.True(issuer.HolderVerifiedByCard);
        }
    }

    [Fact]
    public void Transit_mode_is_told_by_our_own_versions_only()
    {
        Assert.True(Read("0601E103A00001").IsTransit);
        Assert.False(Read("0601E103A40001").IsTransit);
        Assert.False(Read("06011203A00001").IsTransit);
        Assert.False(Read("0601E103A00000").IsTransit);

        static IssuerApplication Read(string text) =>
            IssuerApplication.TryReadAs(IssuerApplicationFormat.VisaShort, Hex.Read(text), out var issuer)
                ? issuer
                : throw new FormatException(text);
    }

    [Fact]
    public void Discretionary_bytes_follow_their_length()
    {
        Assert.True(IssuerApplication.TryRead(
            Hex.Read("06010A03A020000F04000000000000000000006232E4F9"), out var issuer, out _));
        Assert.Equal("04000000000000000000006232E4F9", Hex.Write(issuer.Discretionary));
    }

    [Fact]
    public void Longer_mchip_layouts_have_all_their_parts()
    {
        var text = "0210A00000000000DAC1" + new string('1', 32) + "2222";
        Assert.True(IssuerApplication.TryRead(Hex.Read(text), out var issuer, out _));
        Assert.Equal(16, issuer.Counters.Length);
        Assert.Equal("2222", Hex.Write(issuer.LastOnlineCounter));
    }

    [Fact]
    public void Random_bytes_are_read_or_refused_without_an_exception() =>
        Gen.Byte.Array[0, 40].Sample(bytes =>
        {
            if (IssuerApplication.TryRead(bytes, out var issuer, out var error))
            {
                _ = issuer.CryptogramType;
                _ = issuer.HolderVerifiedByCard;
                Assert.True(issuer.Whole.SequenceEqual(bytes));
                return;
            }
            Assert.NotEqual(ParseErrorCode.None, error.Code);
        });

    [Fact]
    public void Second_value_of_a_covered_element_is_refused()
    {
        Assert.False(CryptogramElements.TryRead(Hex.Read("9F36020001" + "9F36020002"), out _, out var error));
        Assert.Equal(ParseErrorCode.Duplicate, error.Code);
        Assert.Equal("9F36", error.Path);
    }

    [Fact]
    public void Missing_and_short_elements_are_named()
    {
        var rules = CryptogramRules.For(CryptogramProfile.Visa18);
        var target = new byte[CryptogramInputAssembly.MaximumBytes];
        Assert.True(CryptogramElements.TryRead(Hex.Read("9F0206000000000100"), out var some, out _));
        Assert.False(CryptogramInputAssembly.TryWrite(rules, some, target, out _, out var error));
        Assert.Equal(new ParseError(ParseErrorCode.Missing, 0, "9F03"), error);
        Assert.True(CryptogramElements.TryRead(Hex.Read("9F0205000000000100"[..16]), out some, out _));
        Assert.False(CryptogramInputAssembly.TryWrite(rules, some, target, out _, out error));
        Assert.Equal(new ParseError(ParseErrorCode.BadLength, 0, "9F02"), error);
    }

    [Fact]
    public void Random_de55_is_read_or_refused_without_an_exception() =>
        Gen.Byte.Array[0, 120].Sample(bytes =>
        {
            var isRead = CryptogramElements.TryRead(bytes, out var elements, out var error);
            Assert.Equal(isRead, error.Code == ParseErrorCode.None);
            var target = new byte[CryptogramInputAssembly.MaximumBytes];
            foreach (var rules in CryptogramRules.All)
            {
                CryptogramInputAssembly.TryWrite(rules, elements, target, out _, out _);
            }
        });
}
