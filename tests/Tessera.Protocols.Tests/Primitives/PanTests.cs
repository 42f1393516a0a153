using System.Text.Json;
using CsCheck;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Primitives;

public sealed class PanTests
{
    private static readonly Gen<string> GenDigits =
        Gen.Char['0', '9'].Array[8, 19].Select(digits => new string(digits));

    [Theory]
    [InlineData("9999001234567893", "999900******7893")]
    [InlineData("9999001234567", "999900***4567")]
    [InlineData("999900123456", "********3456")]
    [InlineData("99990012", "****0012")]
    [InlineData("0000000000000000000", "000000*********0000")]
    public void Text_is_masked(string digits, string masked)
    {
        Assert.True(Pan.TryRead(digits, out var pan, out _));
        Assert.Equal(masked, pan.ToString());
        Assert.Equal(digits, pan.Reveal());
        Assert.Equal(digits[^4..], pan.LastFour);
    }

    [Theory]
    [InlineData("", ParseErrorCode.BadLength, 0)]
    [InlineData("1234567", ParseErrorCode.BadLength, 0)]
    [InlineData("12345678901234567890", ParseErrorCode.BadLength, 0)]
    [InlineData("1234 5678", ParseErrorCode.BadCharacter, 4)]
    [InlineData("1234567\u0661", ParseErrorCode.BadCharacter, 7)]
    public void Text_that_is_no_card_number_is_refused_with_the_place(string text, ParseErrorCode code, int offset)
    {
        Assert.False(Pan.TryRead(text, out var pan, out var error));
        Assert.Equal(default, pan);
        Assert.Equal(new ParseError(code, offset), error);
    }

    [Fact]
    public void Digits_survive_the_round_trip() => GenDigits.Sample(digits =>
        Pan.TryRead(digits, out var pan, out _)
        && pan.Reveal() == digits
        && pan.Length == digits.Length
        && Pan.FromNumber(pan.Number, pan.Length) == pan
        && pan.HasValidCheckDigit == Luhn.IsValid(digits));

    [Fact]
    public void No_text_form_shows_more_than_the_masked_digits() => GenDigits.Sample(digits =>
    {
        Pan.TryRead(digits, out var pan, out _);
        var shown = digits.Length >= 13 ? 10 : 4;
        return new[] { $"{pan}", JsonSerializer.Serialize(pan), JsonSerializer.Serialize(new { pan }) }
            .All(text => text.Count(char.IsAsciiDigit) == shown);
    });

    [Fact]
    public void Json_does_not_make_a_card_number() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Pan>("\"9999001234567893\""));

    [Fact]
    public void Leading_zeros_make_another_number()
    {
        Assert.NotEqual(Pan.FromNumber(12345678, 8), Pan.FromNumber(12345678, 9));
        Assert.Equal("012345678", Pan.FromNumber(12345678, 9).Reveal());
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(1, 20)]
    [InlineData(100_000_000, 8)]
    public void Number_that_does_not_fit_its_length_breaks_an_invariant(ulong number, int length) =>
        Assert.Throws<InvariantException>(() => Pan.FromNumber(number, length));

    [Fact]
    public void Default_is_no_number()
    {
        Assert.Equal(0, default(Pan).Length);
        Assert.Equal("", default(Pan).ToString());
        Assert.Equal("", default(Pan).LastFour);
        Assert.False(default(Pan).HasValidCheckDigit);
    }
}
