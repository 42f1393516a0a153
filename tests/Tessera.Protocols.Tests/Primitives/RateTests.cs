using System.Numerics;
using CsCheck;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Primitives;

public sealed class RateTests
{
    [Theory]
    [InlineData(1, Rounding.TowardZero, 0)]
    [InlineData(1, Rounding.HalfEven, 0)]
    [InlineData(1, Rounding.HalfUp, 1)]
    [InlineData(1, Rounding.AwayFromZero, 1)]
    [InlineData(3, Rounding.TowardZero, 1)]
    [InlineData(3, Rounding.HalfEven, 2)]
    [InlineData(3, Rounding.HalfUp, 2)]
    [InlineData(-1, Rounding.TowardZero, 0)]
    [InlineData(-1, Rounding.HalfEven, 0)]
    [InlineData(-1, Rounding.HalfUp, -1)]
    [InlineData(-1, Rounding.AwayFromZero, -1)]
    [InlineData(-3, Rounding.HalfEven, -2)]
    [InlineData(4, Rounding.AwayFromZero, 2)]
    public void Half_goes_where_the_rule_says(long amount, Rounding rounding, long expected) =>
        Assert.Equal(expected, new Rate(1, 2).Scale(amount, rounding));

    [Fact]
    public void Answer_is_the_neighbour_that_the_rule_names() =>
        Gen.Select(Gen.Long, Gen.Int, Gen.Int[1, int.MaxValue], Gen.Enum<Rounding>())
            .Sample((amount, numerator, denominator, rounding) =>
            {
                var exact = (BigInteger)amount * numerator;
                var (quotient, remainder) = (exact / denominator, exact % denominator);
                if (BigInteger.Abs(quotient) >= long.MaxValue)
                {
                    return true;
                }

                var answer = new Rate(numerator, denominator).Scale(amount, rounding);
                var distance = BigInteger.Abs(((BigInteger)answer * denominator) - exact);
                return rounding switch
                {
                    Rounding.TowardZero => answer == quotient,
                    Rounding.AwayFromZero => remainder == 0
                        ? answer == quotient
                        : BigInteger.Abs(answer) == BigInteger.Abs(quotient) + 1,
                    _ => 2 * distance <= denominator,
                };
            });

    [Fact]
    public void Answer_beyond_64_bits_throws() =>
        Assert.Throws<OverflowException>(() => new Rate(2, 1).Scale(long.MaxValue, Rounding.TowardZero));

    [Fact]
    public void Extremes_of_both_factors_do_not_lose_a_bit() =>
        Assert.Equal(long.MaxValue, new Rate(long.MaxValue, long.MaxValue).Scale(long.MaxValue, Rounding.HalfEven));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Denominator_not_above_zero_breaks_an_invariant(long denominator) =>
        Assert.Throws<InvariantException>(() => new Rate(1, denominator).Scale(1, Rounding.HalfUp));

    [Fact]
    public void Default_scales_nothing() =>
        Assert.Throws<InvariantException>(() => default(Rate).Scale(1, Rounding.HalfUp));

    [Fact]
    public void One_changes_nothing() =>
        Gen.Long.Sample(amount => Rate.One.Scale(amount, Rounding.HalfUp) == amount);

    [Fact]
    public void Text_is_the_fraction() => Assert.Equal("109/100", new Rate(109, 100).ToString());
}
