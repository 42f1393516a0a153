using System.Numerics;
using CsCheck;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Primitives;

public sealed class MoneyTests
{
    [Theory]
    [InlineData(1234, "USD", "12.34 USD")]
    [InlineData(5, "USD", "0.05 USD")]
    [InlineData(0, "EUR", "0.00 EUR")]
    [InlineData(-5, "USD", "-0.05 USD")]
    [InlineData(500, "JPY", "500 JPY")]
    [InlineData(1234, "KWD", "1.234 KWD")]
    [InlineData(-12345678, "CLF", "-1234.5678 CLF")]
    [InlineData(long.MinValue, "USD", "-92233720368547758.08 USD")]
    public void Text_has_the_decimals_of_the_currency(long minor, string code, string text)
    {
        Assert.True(Currency.TryFromCode(code, out var currency));
        Assert.Equal(text, new Money(minor, currency).ToString());
    }

    [Fact]
    public void Default_is_zero_of_no_currency()
    {
        Assert.True(default(Money).IsZero);
        Assert.Equal(Currency.None, default(Money).Currency);
        Assert.Equal("0 ---", default(Money).ToString());
    }

    [Fact]
    public void Sums_and_differences_undo_each_other() =>
        Gen.Select(Gen.Int, Gen.Int).Sample((left, right) =>
            Usd(left) + Usd(right) - Usd(right) == Usd(left) && -(-Usd(left)) == Usd(left));

    [Fact]
    public void Sum_beyond_64_bits_throws()
    {
        Assert.Throws<OverflowException>(() => Usd(long.MaxValue) + Usd(1));
        Assert.Throws<OverflowException>(() => Usd(long.MinValue) - Usd(1));
        Assert.Throws<OverflowException>(() => -Usd(long.MinValue));
    }

    [Fact]
    public void Two_currencies_in_one_sum_break_an_invariant()
    {
        Assert.Throws<InvariantException>(() => Usd(1) + new Money(1, Currency.Eur));
        Assert.Throws<InvariantException>(() => Usd(1) - new Money(1, Currency.Eur));
        Assert.Throws<InvariantException>(() => Usd(1) < new Money(1, Currency.Eur));
        Assert.Throws<InvariantException>(() => Usd(1) + default(Money));
    }

    [Fact]
    public void Amounts_compare_by_their_minor_units() => Gen.Select(Gen.Long, Gen.Long).Sample((left, right) =>
        (Usd(left) < Usd(right)) == (left < right)
        && (Usd(left) <= Usd(right)) == (left <= right)
        && (Usd(left) > Usd(right)) == (left > right)
        && (Usd(left) >= Usd(right)) == (left >= right));

    [Theory]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 34, 33, 33 })]
    [InlineData(-100, new long[] { 1, 1, 1 }, new long[] { -34, -33, -33 })]
    [InlineData(5, new long[] { 3, 7 }, new long[] { 2, 3 })]
    [InlineData(1, new long[] { 0, 1 }, new long[] { 0, 1 })]
    [InlineData(0, new long[] { 1, 2 }, new long[] { 0, 0 })]
    [InlineData(100, new long[] { 7 }, new long[] { 100 })]
    [InlineData(long.MaxValue, new[] { long.MaxValue, long.MaxValue }, new[] { 1L << 62, (1L << 62) - 1 })]
    public void Parts_go_by_largest_remainder(long minor, long[] weights, long[] parts) =>
        Assert.Equal(parts, Usd(minor).Allocate(weights).Select(part => part.Minor));

    [Fact]
    public void Parts_sum_to_the_whole_and_are_at_most_one_unit_off() =>
        Gen.Select(Gen.Long, Gen.Long[0, long.MaxValue].Array[1, 12]).Sample((minor, weights) =>
        {
            var total = weights.Aggregate(BigInteger.Zero, (sum, weight) => sum + weight);
            if (total == 0)
            {
                return true;
            }

            var parts = Usd(minor).Allocate(weights);
            var sum = parts.Aggregate(BigInteger.Zero, (all, part) => all + part.Minor);
            return sum == minor && parts.Zip(weights).All(pair =>
                BigInteger.Abs((pair.First.Minor * total) - ((BigInteger)minor * pair.Second)) < total
                && pair.First.Currency == Currency.Usd);
        });

    [Fact]
    public void Weights_that_cannot_split_break_an_invariant()
    {
        Assert.Throws<InvariantException>(() => Usd(1).Allocate());
        Assert.Throws<InvariantException>(() => Usd(1).Allocate(0, 0));
        Assert.Throws<InvariantException>(() => Usd(1).Allocate(2, -1));
    }

    [Fact]
    public void Fee_in_basis_points_is_rounded_as_named()
    {
        var fee = new BasisPoints(145);

        Assert.Equal(Usd(14), Usd(1_000).Apply(fee, Rounding.TowardZero));
        Assert.Equal(Usd(15), Usd(1_000).Apply(fee, Rounding.HalfUp));
        Assert.Equal(Usd(14), Usd(1_000).Apply(fee, Rounding.HalfEven));
        Assert.Equal(Usd(15), Usd(1_000).Apply(fee, Rounding.AwayFromZero));
        Assert.Equal("145 bp", fee.ToString());
    }

    [Fact]
    public void Conversion_takes_minor_units_to_minor_units()
    {
        // 1 USD = 150.25 JPY: 100 cents are 150.25 yen.
        var rate = new Rate(15_025, 10_000);

        Assert.Equal(new Money(150, Currency.Jpy), Usd(100).ConvertTo(Currency.Jpy, rate, Rounding.HalfEven));
    }

    private static Money Usd(long minor) => new(minor, Currency.Usd);
}
