namespace Tessera.Core;

public static class Calendar
{
    public static readonly Timestamp EndOfTime = new(long.MaxValue);

    extension(Timestamp instant)
    {
        // YYMM, as expiry dates are written on cards.
        public int YearMonth => ((instant.Date.Year % 100) * 100) + instant.Date.Month;

        // Whole days that have passed since this instant.
        public int DaysUntil(Timestamp later) => (later - instant).Days;
    }
}
