using CsCheck;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Primitives;

public sealed class TimestampTests
{
    [Theory]
    [InlineData(0L, "1970-01-01T00:00:00Z")]
    [InlineData(1_500_000_000L, "1970-01-01T00:00:01.500Z")]
    [InlineData(1_000L, "1970-01-01T00:00:00.000001Z")]
    [InlineData(1L, "1970-01-01T00:00:00.000000001Z")]
    [InlineData(-1L, "1969-12-31T23:59:59.999999999Z")]
    [InlineData(-1_000_000_000L, "1969-12-31T23:59:59Z")]
    [InlineData(long.MaxValue, "2262-04-11T23:47:16.854775807Z")]
    [InlineData(long.MinValue, "1677-09-21T00:12:43.145224192Z")]
    public void Text_has_as_few_decimals_as_hold_the_value(long nanoseconds, string text) =>
        Assert.Equal(text, new Timestamp(nanoseconds).ToString());

    [Fact]
    public void Instant_survives_the_round_trip_to_100_ns() => Gen.Long.Sample(nanoseconds =>
    {
        var instant = new Timestamp(nanoseconds);
        var isInRange = nanoseconds >= long.MinValue + 100;
        var back = isInRange ? Timestamp.FromDateTimeOffset(instant.ToDateTimeOffset()) : instant;
        return instant.Nanoseconds - back.Nanoseconds is >= 0 and < 100;
    });

    [Fact]
    public void Offset_does_not_change_the_instant()
    {
        var there = new DateTimeOffset(2026, 3, 1, 1, 30, 0, TimeSpan.FromHours(2));

        Assert.Equal("2026-02-28T23:30:00Z", Timestamp.FromDateTimeOffset(there).ToString());
        Assert.Equal(new DateOnly(2026, 2, 28), Timestamp.FromDateTimeOffset(there).Date);
    }

    [Fact]
    public void Day_before_the_epoch_is_the_day_before() =>
        Assert.Equal(new DateOnly(1969, 12, 31), new Timestamp(-1).Date);

    [Fact]
    public void Day_begins_at_midnight()
    {
        var day = new DateOnly(2028, 2, 29);

        Assert.Equal(day, Timestamp.FromDate(day).Date);
        Assert.Equal("2028-02-29T00:00:00Z", Timestamp.FromDate(day).ToString());
    }

    [Fact]
    public void Spans_add_and_subtract() => Gen.Select(Gen.Int, Gen.Int).Sample((start, ticks) =>
    {
        var instant = new Timestamp(start);
        var span = TimeSpan.FromTicks(ticks);
        return instant.Plus(span) - instant == span && (instant.Plus(span) < instant) == (ticks < 0);
    });

    [Fact]
    public void Instant_outside_the_range_throws()
    {
        Assert.Throws<OverflowException>(() => Timestamp.FromDateTimeOffset(DateTimeOffset.MaxValue));
        Assert.Throws<OverflowException>(() => new Timestamp(long.MaxValue).Plus(TimeSpan.FromTicks(1)));
    }
}
