using System.Text;
using CsCheck;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Primitives;

public sealed class HexTests
{
    [Fact]
    public void Bytes_are_written_in_upper_case() => Assert.Equal("00FFAB10", Hex.Write([0x00, 0xFF, 0xAB, 0x10]));

    [Theory]
    [InlineData("", "")]
    [InlineData("00", "00")]
    [InlineData("abCDef09", "ABCDEF09")]
    public void Text_of_either_case_is_read(string text, string bytes)
    {
        Assert.True(Hex.TryRead(text, out var value, out _));
        Assert.Equal(bytes, Hex.Write(value));
    }

    [Theory]
    [InlineData("0", ParseErrorCode.BadLength, 1)]
    [InlineData("ABC", ParseErrorCode.BadLength, 3)]
    [InlineData("0G", ParseErrorCode.BadCharacter, 1)]
    [InlineData("G0", ParseErrorCode.BadCharacter, 0)]
    [InlineData("00 0", ParseErrorCode.BadCharacter, 2)]
    [InlineData("0x00", ParseErrorCode.BadCharacter, 1)]
    [InlineData("00\u0660\u0661", ParseErrorCode.BadCharacter, 2)]
    public void Text_that_is_no_hex_is_refused_with_the_place(string text, ParseErrorCode code, int offset)
    {
        Assert.False(Hex.TryRead(text, out var value, out var error));
        Assert.Empty(value);
        Assert.Equal(new ParseError(code, offset), error);
    }

    [Fact]
    public void Ascii_and_text_are_read_alike() => Gen.Char[' ', '~'].Array[0, 40].Sample(characters =>
    {
        var target = new byte[characters.Length / 2];
        var isRead = Hex.TryRead(Encoding.ASCII.GetBytes(characters), target, out var asciiError);
        var isTextRead = Hex.TryRead(characters.AsSpan(), out var value, out var error);
        return isRead == isTextRead && asciiError == error && (!isRead || value.AsSpan().SequenceEqual(target));
    });

    [Theory]
    [InlineData("0011", 1)]
    [InlineData("0011", 3)]
    [InlineData("001", 1)]
    public void Target_of_another_length_is_refused(string text, int targetLength)
    {
        Assert.False(Hex.TryRead(Encoding.ASCII.GetBytes(text), new byte[targetLength], out var error));
        Assert.Equal(ParseErrorCode.BadLength, error.Code);
    }

    [Fact]
    public void Bytes_survive_the_round_trip() =>
        Gen.Byte.Array[0, 200].Sample(bytes => Hex.Read(Hex.Write(bytes)).AsSpan().SequenceEqual(bytes));

    [Fact]
    public void Throwing_reader_names_the_place_and_not_the_text()
    {
        var exception = Assert.Throws<FormatException>(() => Hex.Read("4111Z1"));

        Assert.Contains("byte 4", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4111", exception.Message, StringComparison.Ordinal);
    }
}
