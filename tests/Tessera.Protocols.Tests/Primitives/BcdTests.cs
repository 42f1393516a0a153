using System.Globalization;
using CsCheck;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Primitives;

public sealed class BcdTests
{
    [Theory]
    [InlineData("", 0UL)]
    [InlineData("00", 0UL)]
    [InlineData("000000001234", 1234UL)]
    [InlineData("0840", 840UL)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("0000000000000000000000000001", 1UL)]
    public void Number_is_read(string hex, ulong number)
    {
        Assert.True(Bcd.TryRead(Hex.Read(hex), out var value, out _));
        Assert.Equal(number, value);
    }

    [Theory]
    [InlineData("0A", ParseErrorCode.BadCharacter, 0)]
    [InlineData("00F0", ParseErrorCode.BadCharacter, 1)]
    [InlineData("18446744073709551616", ParseErrorCode.OutOfRange, 9)]
    [InlineData("9999999999999999999999", ParseErrorCode.OutOfRange, 9)]
    public void Bytes_that_are_no_number_are_refused_with_the_place(string hex, ParseErrorCode code, int offset)
    {
        Assert.False(Bcd.TryRead(Hex.Read(hex), out var value, out var error));
        Assert.Equal(0UL, value);
        Assert.Equal(new ParseError(code, offset), error);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("0012", "0012")]
    [InlineData("123F", "123")]
    [InlineData("12FFFF", "12")]
    [InlineData("FFFF", "")]
    public void Digits_are_read_without_their_trailing_pad(string hex, string expected)
    {
        Assert.True(Bcd.TryReadDigits(Hex.Read(hex), out var digits, out _));
        Assert.Equal(expected, digits);
    }

    [Theory]
    [InlineData("1F23", 0)]
    [InlineData("12A3", 1)]
    [InlineData("12D4", 1)]
    public void Nibble_that_is_no_digit_is_refused_with_the_place(string hex, int offset)
    {
        Assert.False(Bcd.TryReadDigits(Hex.Read(hex), out var digits, out var error));
        Assert.Empty(digits);
        Assert.Equal(new ParseError(ParseErrorCode.BadCharacter, offset), error);
    }

    [Theory]
    [InlineData("12345", BcdPad.LeadingZero, "00012345")]
    [InlineData("12345", BcdPad.TrailingF, "12345FFF")]
    [InlineData("12345", BcdPad.TrailingZero, "12345000")]
    [InlineData("12345678", BcdPad.TrailingF, "12345678")]
    [InlineData("", BcdPad.LeadingZero, "00000000")]
    public void Digits_are_padded_as_asked(string digits, BcdPad pad, string expected)
    {
        var target = new byte[4];
        Bcd.WriteDigits(digits, target, pad);
        Assert.Equal(expected, Hex.Write(target));
    }

    [Fact]
    public void Digits_that_do_not_fit_are_a_bug_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => Bcd.WriteDigits("123", new byte[1], BcdPad.LeadingZero));
        Assert.Throws<ArgumentException>(() => Bcd.WriteDigits("1A", new byte[1], BcdPad.LeadingZero));
        Assert.Throws<ArgumentException>(() => Bcd.Write(100, new byte[1]));
    }

    [Fact]
    public void Number_survives_the_round_trip() => Gen.ULong.Sample(number =>
    {
        var bytes = new byte[10];
        Bcd.Write(number, bytes);
        return Bcd.TryRead(bytes, out var value, out _) && value == number
            && Hex.Write(bytes) == number.ToString("D20", CultureInfo.InvariantCulture);
    });

    [Fact]
    public void Digits_survive_the_round_trip() => Gen.Char['0', '9'].Array[0, 90].Sample(characters =>
    {
        var bytes = new byte[(characters.Length + 1) / 2];
        Bcd.WriteDigits(characters, bytes, BcdPad.TrailingF);
        return Bcd.TryReadDigits(bytes, out var digits, out _) && digits == new string(characters);
    });

    [Fact]
    public void Random_bytes_never_throw() => Gen.Byte.Array[0, 40].Sample(bytes =>
    {
        var isNumber = Bcd.TryRead(bytes, out _, out var error);
        var areDigits = Bcd.TryReadDigits(bytes, out _, out var digitsError);
        return isNumber == (error.Code == ParseErrorCode.None)
            && areDigits == (digitsError.Code == ParseErrorCode.None);
    });
}
