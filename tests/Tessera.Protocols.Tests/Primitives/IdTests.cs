using System.Globalization;
using CsCheck;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Primitives;

public sealed class IdTests
{
    private static readonly Gen<UInt128> GenValue =
        Gen.Select(Gen.ULong, Gen.ULong, (high, low) => new UInt128(high, low));

    [Fact]
    public void Text_has_prefix_and_26_characters()
    {
        Assert.Equal("tst_00000000000000000000000000", default(Id<Tested>).ToString());
        Assert.Equal("tst_0000000000000000000000001z", new Id<Tested>(63).ToString());
        Assert.Equal("tst_7zzzzzzzzzzzzzzzzzzzzzzzzz", new Id<Tested>(UInt128.MaxValue).ToString());
    }

    [Fact]
    public void Id_survives_the_round_trip() => GenValue.Sample(value =>
        Id<Tested>.TryParse(new Id<Tested>(value).ToString(), out var id) && id.Value == value);

    [Fact]
    public void Order_of_text_is_order_of_ids() => Gen.Select(GenValue, GenValue).Sample((left, right) =>
    {
        var (first, second) = (new Id<Tested>(left), new Id<Tested>(right));
        return Math.Sign(string.CompareOrdinal(first.ToString(), second.ToString())) == first.CompareTo(second)
            && (first < second) == (left < right)
            && (first >= second) == (left >= right);
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tst_")]
    [InlineData("tst_0000000000000000000000000")]
    [InlineData("tst_000000000000000000000000000")]
    [InlineData("oth_00000000000000000000000000")]
    [InlineData("tst-00000000000000000000000000")]
    [InlineData("tst_8zzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("tst_0000000000000000000000000Z")]
    [InlineData("tst_0000000000000000000000000l")]
    [InlineData("TST_00000000000000000000000000")]
    public void Text_of_another_form_is_refused(string? text) => Assert.False(Id<Tested>.TryParse(text, out _));

    [Fact]
    public void Random_text_never_throws() =>
        Gen.String[Gen.Char[' ', '~'], 0, 40].Sample(text =>
            !Id<Tested>.TryParse(text, out var id) || id.ToString() == text);

    [Fact]
    public void Id_formats_into_a_span_of_the_right_size()
    {
        Span<char> target = stackalloc char[30];

        Assert.True(new Id<Tested>(1).TryFormat(target, out var written, default, CultureInfo.InvariantCulture));
        Assert.Equal(30, written);
        Assert.False(new Id<Tested>(1).TryFormat(target[..29], out written, default, CultureInfo.InvariantCulture));
        Assert.Equal(0, written);
    }

    private sealed class Tested : IIdKind
    {
        public static string Prefix => "tst";
    }
}
