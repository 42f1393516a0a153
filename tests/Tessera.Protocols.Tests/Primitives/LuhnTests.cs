using CsCheck;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Primitives;

public sealed class LuhnTests
{
    [Theory]
    [InlineData("9999001234567891", '1')]
    [InlineData("4242424242424242", '2')]
    [InlineData("0", '0')]
    public void Check_digit_makes_the_number_valid(string number, char digit)
    {
        Assert.Equal(digit, Luhn.CheckDigit(number.AsSpan(0, number.Length - 1)));
        Assert.True(Luhn.IsValid(number));
    }

    [Theory]
    [InlineData("")]
    [InlineData("4242424242424243")]
    [InlineData("4242 4242 4242 4242")]
    [InlineData("424242424242424X")]
    public void Number_with_a_fault_is_not_valid(string number) => Assert.False(Luhn.IsValid(number));

    [Fact]
    public void Check_digit_of_letters_is_a_bug_of_the_caller() =>
        Assert.Throws<FormatException>(() => Luhn.CheckDigit("12A"));

    [Fact]
    public void One_wrong_digit_is_always_seen() =>
        Gen.Select(Gen.Char['0', '9'].Array[1, 40], Gen.Int[0, 1000], Gen.Int[1, 9]).Sample((digits, place, step) =>
        {
            var number = digits.Append(Luhn.CheckDigit(digits)).ToArray();
            var isValid = Luhn.IsValid(number);
            var index = place % number.Length;
            number[index] = (char)('0' + ((number[index] - '0' + step) % 10));
            return isValid && !Luhn.IsValid(number);
        });
}
