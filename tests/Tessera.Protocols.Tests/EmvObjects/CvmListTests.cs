using CsCheck;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvObjects;

public sealed class CvmListTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(254)]
    public void Lists_of_a_wrong_length_are_refused(int length)
    {
        Assert.False(CvmList.TryRead(new byte[length], out var list, out var error));
        Assert.Equal(ParseErrorCode.BadLength, error.Code);
        Assert.Empty(list.Rules);
    }

    [Fact]
    public void Amounts_and_rules_are_read_in_order()
    {
        Assert.True(CvmList.TryRead(Hex.Read("FFFFFFFF00000001" + "42031F00"), out var list, out _));
        Assert.Equal(uint.MaxValue, list.AmountX);
        Assert.Equal(1u, list.AmountY);
        Assert.Equal([new CvmRule(0x42, 3), new CvmRule(0x1F, 0)], list.Rules);
        Assert.True(list.Rules[0].GoesOnWhenFailed);
        Assert.Equal(0x02, list.Rules[0].MethodCode);
        Assert.False(list.Rules[1].GoesOnWhenFailed);
    }

    [Theory]
    [InlineData("3F0000", "no CVM performed", "always", "unknown")]
    [InlineData("420302", "enciphered PIN verified online, apply next if unsuccessful",
        "if terminal supports the CVM", "successful")]
    [InlineData("2A7701", "unknown, fail if unsuccessful", "unknown", "failed")]
    public void Results_are_described(string value, string method, string condition, string result)
    {
        Assert.True(CvmResults.TryRead(Hex.Read(value), out var results, out _));
        Assert.Equal(method, results.DescribeMethod());
        Assert.Equal(condition, results.DescribeCondition());
        Assert.Equal(result, results.DescribeResult());
        Assert.Equal(value, Hex.Write(results.ToBytes()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Results_of_a_wrong_length_are_refused(int length)
    {
        Assert.False(CvmResults.TryRead(new byte[length], out _, out var error));
        Assert.Equal(ParseErrorCode.BadLength, error.Code);
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        Gen.Byte.Array[0, 300].Sample(bytes =>
            CvmList.TryRead(bytes, out var list, out _) == (bytes.Length is >= 10 and <= 252 && bytes.Length % 2 == 0)
            && (list.Rules.Count == 0 || list.Rules.Count == (bytes.Length - 8) / 2));
    }
}
