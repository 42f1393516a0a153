// ISO 8601 text of instants in UTC.
using System.Globalization;

namespace Tessera.Primitives;

/// <summary>
/// An instant in UTC, in nanoseconds since 1970-01-01. Range: the years 1677 to 2262. <c>default</c> is the epoch.
/// </summary>
/// <param name="Nanoseconds">Since the Unix epoch; negative before it.</param>
public readonly record struct Timestamp(long Nanoseconds) : IComparable<Timestamp>
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long NanosecondsPerTick = 100;

    /// <summary>The calendar day in UTC.</summary>
    public DateOnly Date => DateOnly.FromDateTime(ToDateTimeOffset().UtcDateTime);

    /// <summary>The time between two instants, cut to 100 ns.</summary>
    public static TimeSpan operator -(Timestamp left, Timestamp right) =>
        new((left.Nanoseconds - right.Nanoseconds) / NanosecondsPerTick);

    /// <summary>Earlier than.</summary>
    public static bool operator <(Timestamp left, Timestamp right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Later than.</summary>
    public static bool operator >(Timestamp left, Timestamp right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Not later than.</summary>
    public static bool operator <=(Timestamp left, Timestamp right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(Timestamp left, Timestamp right) => left.Nanoseconds >= right.Nanoseconds;

    /// <summary>The difference; the named twin of <c>-</c>.</summary>
    public static TimeSpan Subtract(Timestamp left, Timestamp right) => left - right;

    /// <summary>The same instant, whatever the offset.</summary>
    /// <exception cref="OverflowException">The instant lies outside 1677 to 2262.</exception>
    public static Timestamp FromDateTimeOffset(DateTimeOffset value) =>
        new(checked((value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * NanosecondsPerTick));

    /// <summary>The first instant of a day in UTC.</summary>
    public static Timestamp FromDate(DateOnly date) =>
        FromDateTimeOffset(new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));

    /// <summary>The same instant with offset zero, cut down to 100 ns.</summary>
    public DateTimeOffset ToDateTimeOffset() =>
        DateTimeOffset.UnixEpoch.AddTicks(FloorDivide(Nanoseconds, NanosecondsPerTick));

    /// <summary>The instant later by a span (earlier by a negative one).</summary>
    /// <exception cref="OverflowException">The instant lies outside 1677 to 2262.</exception>
    public Timestamp Plus(TimeSpan span) => new(checked(Nanoseconds + (span.Ticks * NanosecondsPerTick)));

    /// <inheritdoc />
    public int CompareTo(Timestamp other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>
    /// ISO 8601 with <c>Z</c> and no, three, six or nine decimals of the second, as few as hold the value.
    /// </summary>
    public override string ToString()
    {
        var remainder = Nanoseconds % NanosecondsPerSecond;
        var fraction = remainder < 0 ? remainder + NanosecondsPerSecond : remainder;
        var seconds = ToDateTimeOffset().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        var decimals = fraction switch
        {
            0 => string.Empty,
            _ when fraction % 1_000_000 == 0 => $".{fraction / 1_000_000:D3}",
            _ when fraction % 1_000 == 0 => $".{fraction / 1_000:D6}",
            _ => $".{fraction:D9}",
        };
        return $"{seconds}{decimals}Z";
    }

    private static long FloorDivide(long value, long divisor)
    {
        var (quotient, remainder) = Math.DivRem(value, divisor);
        return remainder < 0 ? quotient - 1 : quotient;
    }
}
