using System.Globalization;

namespace Tessera.Primitives;

/// <summary>
/// An amount in minor units of one currency. Sums are checked for overflow; two currencies never meet in one sum.
/// <c>default</c> is zero of <see cref="Currency.None"/>.
/// </summary>
/// <param name="Minor">Cents, fen, or whole units where the currency has no smaller ones; may be negative.</param>
/// <param name="Currency">The currency or operator unit.</param>
public readonly record struct Money(long Minor, Currency Currency) : IComparable<Money>
{
    /// <summary>True when the amount is zero, of whatever currency.</summary>
    public bool IsZero => Minor == 0;

    /// <summary>The sum of two amounts of one currency.</summary>
    /// <exception cref="InvariantException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The sum does not fit 64 bits.</exception>
    public static Money operator +(Money left, Money right)
    {
        CheckSameCurrency(left, right);
        return left with { Minor = checked(left.Minor + right.Minor) };
    }

    /// <summary>The difference of two amounts of one currency.</summary>
    /// <exception cref="InvariantException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The difference does not fit 64 bits.</exception>
    public static Money operator -(Money left, Money right)
    {
        CheckSameCurrency(left, right);
        return left with { Minor = checked(left.Minor - right.Minor) };
    }

    /// <summary>The opposite amount.</summary>
    /// <exception cref="OverflowException">The amount is the smallest of 64 bits.</exception>
    public static Money operator -(Money value) => value with { Minor = checked(-value.Minor) };

    /// <summary>Compares amounts of one currency.</summary>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <summary>Compares amounts of one currency.</summary>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <summary>Compares amounts of one currency.</summary>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <summary>Compares amounts of one currency.</summary>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <summary>Nothing, of the given currency.</summary>
    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>The sum; the named twin of <c>+</c>.</summary>
    public static Money Add(Money left, Money right) => left + right;

    /// <summary>The difference; the named twin of <c>-</c>.</summary>
    public static Money Subtract(Money left, Money right) => left - right;

    /// <summary>The opposite; the named twin of unary <c>-</c>.</summary>
    public static Money Negate(Money value) => -value;

    /// <summary>
    /// Splits by weights so that the parts sum to the whole: each part is cut toward zero, and the units left over go
    /// one each to the largest remainders, the earlier part first where they are equal.
    /// </summary>
    /// <param name="weights">At least one; none negative; not all zero.</param>
    /// <exception cref="InvariantException">The weights are not as said.</exception>
    public Money[] Allocate(params ReadOnlySpan<long> weights)
    {
        Int128 total = 0;
        foreach (var weight in weights)
        {
            Invariant.Check(weight >= 0, "a weight is not negative");
            total += weight;
        }

        Invariant.Check(total > 0, "the weights do not sum to zero");
        var parts = new Money[weights.Length];
        var remainders = new Int128[weights.Length];
        var rest = (Int128)Minor;
        for (var i = 0; i < weights.Length; i++)
        {
            var (quotient, remainder) = Int128.DivRem((Int128)Minor * weights[i], total);
            parts[i] = this with { Minor = (long)quotient };
            remainders[i] = Int128.Abs(remainder);
            rest -= quotient;
        }

        GiveRest(parts, remainders, (long)rest);
        return parts;
    }

    /// <summary>The amount times a rate, in the same currency.</summary>
    /// <exception cref="OverflowException">The answer does not fit 64 bits.</exception>
    public Money Apply(Rate rate, Rounding rounding) => this with { Minor = rate.Scale(Minor, rounding) };

    /// <summary>The part of the amount that the basis points name, such as a fee.</summary>
    public Money Apply(BasisPoints points, Rounding rounding) => Apply(points.ToRate(), rounding);

    /// <summary>The amount in another currency, at minor units of the target per minor unit of this one.</summary>
    public Money ConvertTo(Currency target, Rate rate, Rounding rounding) => new(rate.Scale(Minor, rounding), target);

    /// <summary>Orders amounts of one currency.</summary>
    /// <exception cref="InvariantException">The currencies differ.</exception>
    public int CompareTo(Money other)
    {
        CheckSameCurrency(this, other);
        return Minor.CompareTo(other.Minor);
    }

    /// <summary>
    /// With as many decimals as the currency has, point as separator: <c>12.34 USD</c>, <c>500 JPY</c>.
    /// </summary>
    public override string ToString()
    {
        var exponent = Currency.Exponent;
        var digits = Int128.Abs(Minor).ToString(CultureInfo.InvariantCulture).PadLeft(exponent + 1, '0');
        var sign = Minor < 0 ? "-" : string.Empty;
        return exponent == 0
            ? $"{sign}{digits} {Currency.Code}"
            : $"{sign}{digits[..^exponent]}.{digits[^exponent..]} {Currency.Code}";
    }

    private static void GiveRest(Money[] parts, Int128[] remainders, long rest)
    {
        var step = Math.Sign(rest);
        var order = new int[parts.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (left, right) =>
        {
            var byRemainder = remainders[right].CompareTo(remainders[left]);
            return byRemainder != 0 ? byRemainder : left.CompareTo(right);
        });
        for (var i = 0; i < Math.Abs(rest); i++)
        {
            parts[order[i]] = parts[order[i]] with { Minor = parts[order[i]].Minor + step };
        }
    }

    private static void CheckSameCurrency(Money left, Money right) =>
        Invariant.Check(left.Currency == right.Currency, "two amounts in one sum are of one currency");
}
