using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Primitives;

public sealed class BerTlvReaderTests
{
    [Fact]
    public void Data_objects_are_read_in_order_with_their_offsets()
    {
        var reader = new BerTlvReader(Hex.Read("9C01009F0206000000001234E0029C00"));

        Assert.Equal("9C=00@2 9F02=000000001234@6 E0=9C00@14", Walk(ref reader, out var error));
        Assert.Equal(ParseErrorCode.None, error.Code);
        Assert.True(reader.AtEnd);
    }

    [Fact]
    public void Fill_bytes_before_between_and_after_are_read_over()
    {
        var reader = new BerTlvReader(Hex.Read("00009C01010000005A00000000"));

        Assert.Equal("9C=01@4 5A=@10", Walk(ref reader, out var error));
        Assert.Equal(ParseErrorCode.None, error.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("000000")]
    public void Source_without_data_objects_is_at_its_end(string hex)
    {
        var reader = new BerTlvReader(Hex.Read(hex));

        Assert.True(reader.AtEnd);
        Assert.False(reader.TryReadNext(out _, out _, out _, out var error));
        Assert.Equal(ParseErrorCode.None, error.Code);
    }

    [Theory]
    [InlineData("9F", ParseErrorCode.BadTag, 0, "")]
    [InlineData("9F8182", ParseErrorCode.BadTag, 0, "")]
    [InlineData("9F818283840100", ParseErrorCode.BadTag, 0, "")]
    [InlineData("00009F", ParseErrorCode.BadTag, 2, "")]
    [InlineData("9C", ParseErrorCode.BadLength, 1, "9C")]
    [InlineData("9C81", ParseErrorCode.BadLength, 2, "9C")]
    [InlineData("9F028201", ParseErrorCode.BadLength, 3, "9F02")]
    [InlineData("9C80", ParseErrorCode.Unsupported, 1, "9C")]
    [InlineData("9C850000000001FF", ParseErrorCode.TooLong, 1, "9C")]
    [InlineData("9C84FFFFFFFF", ParseErrorCode.TooLong, 1, "9C")]
    [InlineData("9C847FFFFFFF00", ParseErrorCode.Truncated, 6, "9C")]
    [InlineData("9C0200", ParseErrorCode.Truncated, 2, "9C")]
    public void Fault_is_named_with_place_and_tag(string hex, ParseErrorCode code, int offset, string path)
    {
        var reader = new BerTlvReader(Hex.Read(hex));

        Assert.False(reader.TryReadNext(out _, out var value, out _, out var error));
        Assert.True(value.IsEmpty);
        Assert.Equal(new ParseError(code, offset, path), error);
    }

    [Fact]
    public void After_a_fault_the_reader_stays()
    {
        var reader = new BerTlvReader(Hex.Read("9C0101" + "9F0205"));
        Assert.True(reader.TryReadNext(out _, out _, out _, out _));

        Assert.False(reader.TryReadNext(out var tag, out _, out _, out var first));
        Assert.False(reader.TryReadNext(out _, out _, out _, out var second));

        Assert.Equal(0x9F02u, tag.Value);
        Assert.Equal(3, reader.Position);
        Assert.Equal(first, second);
    }

    private static string Walk(ref BerTlvReader reader, out ParseError error)
    {
        var seen = new List<string>();
        while (reader.TryReadNext(out var tag, out var value, out var offset, out error))
        {
            seen.Add($"{tag}={Hex.Write(value)}@{offset}");
        }

        return string.Join(' ', seen);
    }
}
