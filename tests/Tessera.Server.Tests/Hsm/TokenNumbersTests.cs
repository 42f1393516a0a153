using Tessera.Hsm.Numbers;
using Tessera.Primitives;

namespace Tessera.Server.Tests.Hsm;

public sealed class TokenNumbersTests
{
    [Theory]
    [InlineData("999910", 16)]
    [InlineData("99991012345", 19)]
    [InlineData("9999101", 13)]
    public void Drawn_numbers_are_in_range_with_a_right_check_digit(string prefix, int length)
    {
        var range = new TokenRange(prefix, length);
        for (var i = 0; i < 500; i++)
        {
            var number = TokenNumbers.System.Draw(range);
            Assert.Equal(length, number.Length);
            Assert.True(number.HasValidCheckDigit);
            Assert.StartsWith(prefix, number.Reveal(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Drawn_numbers_spread_over_the_range()
    {
        var range = new TokenRange("999910", 16);
        var numbers = Enumerable.Range(0, 2000).Select(_ => TokenNumbers.System.Draw(range).Number).ToHashSet();
        Assert.True(numbers.Count > 1990);
        var firstDigits = numbers.GroupBy(number => number / 1_000_000_000 % 10).Select(group => group.Count());
        Assert.All(firstDigits, count => Assert.InRange(count, 120, 290));
    }

    [Fact]
    public void Bits_above_the_last_whole_multiple_are_drawn_again()
    {
        var draws = 0;
        var numbers = new TokenNumbers(target =>
        {
            target.Fill(draws == 0 ? (byte)0xFF : (byte)0);
            draws++;
        });
        Assert.Equal("999910000000000" + Luhn.CheckDigit("999910000000000"), numbers.Draw(new("999910", 16)).Reveal());
        Assert.Equal(2, draws);
    }

    [Fact]
    public void Range_without_room_is_refused()
    {
        Assert.Throws<InvariantException>(() => new TokenRange("99991", 16));
        Assert.Throws<InvariantException>(() => new TokenRange("99991012345", 13));
        Assert.Throws<InvariantException>(() => new TokenRange("9999x0", 16));
    }
}
