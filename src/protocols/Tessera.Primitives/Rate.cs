using System.Globalization;

namespace Tessera.Primitives;

/// <summary>
/// A factor as a fraction of two integers, such as an exchange rate: minor units of the target per minor unit of the
/// source. Not reduced: 1/2 and 2/4 scale alike and are unequal. <c>default</c> is no rate and scales nothing.
/// </summary>
/// <param name="Numerator">Any value.</param>
/// <param name="Denominator">Above zero in every usable rate.</param>
public readonly record struct Rate(long Numerator, long Denominator)
{
    /// <summary>Scales by one.</summary>
    public static Rate One { get; } = new(1, 1);

    /// <summary>The whole nearest to <paramref name="amount"/> × numerator ÷ denominator.</summary>
    /// <exception cref="InvariantException">The denominator is not above zero.</exception>
    /// <exception cref="OverflowException">The answer does not fit 64 bits.</exception>
    public long Scale(long amount, Rounding rounding)
    {
        Invariant.Check(Denominator > 0, "the denominator of a rate is above zero");
        var product = (Int128)amount * Numerator;
        var (quotient, remainder) = Int128.DivRem(product, Denominator);
        if (remainder == 0)
        {
            return (long)quotient;
        }

        var twice = Int128.Abs(remainder) * 2;
        var isRoundedUp = rounding switch
        {
            Rounding.TowardZero => false,
            Rounding.AwayFromZero => true,
            Rounding.HalfUp => twice >= Denominator,
            Rounding.HalfEven => twice > Denominator || (twice == Denominator && Int128.IsOddInteger(quotient)),
            _ => throw new InvariantException("a rounding rule is one of four"),
        };
        return (long)(isRoundedUp ? quotient + Int128.Sign(product) : quotient);
    }

    /// <summary>The fraction as text: <c>109/100</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
