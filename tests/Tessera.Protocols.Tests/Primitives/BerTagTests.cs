using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Primitives;

public sealed class BerTagTests
{
    [Theory]
    [InlineData(0x6Fu, "6F", 1, true)]
    [InlineData(0x84u, "84", 1, false)]
    [InlineData(0x9F26u, "9F26", 2, false)]
    [InlineData(0xBF0Cu, "BF0C", 2, true)]
    [InlineData(0x9F8201u, "9F8201", 3, false)]
    [InlineData(0xFFEE8201u, "FFEE8201", 4, true)]
    [InlineData(0x02u, "02", 1, false)]
    public void Tag_knows_its_form(uint value, string text, int byteCount, bool isConstructed)
    {
        var tag = new BerTag(value);

        Assert.Equal(text, tag.ToString());
        Assert.Equal(byteCount, tag.ByteCount);
        Assert.Equal(isConstructed, tag.IsConstructed);
    }

    [Theory]
    [InlineData("9F26", 0x9F26u)]
    [InlineData("bf0c", 0xBF0Cu)]
    [InlineData("9F8201", 0x9F8201u)]
    public void Text_is_read(string text, uint value)
    {
        Assert.True(BerTag.TryRead(text, out var tag, out _));
        Assert.Equal(value, tag.Value);
        Assert.True(tag.IsWellFormed);
    }

    [Theory]
    [InlineData("", ParseErrorCode.BadTag)]
    [InlineData("9F", ParseErrorCode.BadTag)]
    [InlineData("9F82", ParseErrorCode.BadTag)]
    [InlineData("9F0001", ParseErrorCode.TrailingBytes)]
    [InlineData("9C00", ParseErrorCode.TrailingBytes)]
    [InlineData("9", ParseErrorCode.BadLength)]
    [InlineData("XX", ParseErrorCode.BadCharacter)]
    [InlineData("9F8182838401", ParseErrorCode.BadTag)]
    public void Text_that_is_no_tag_is_refused(string text, ParseErrorCode code)
    {
        Assert.False(BerTag.TryRead(text, out var tag, out var error));
        Assert.Equal(default, tag);
        Assert.Equal(code, error.Code);
    }

    [Theory]
    [InlineData(0x9Fu)]
    [InlineData(0x9F82u)]
    [InlineData(0x9C00u)]
    [InlineData(0x9F0001u)]
    public void Number_that_is_no_tag_is_seen(uint value) => Assert.False(new BerTag(value).IsWellFormed);
}
