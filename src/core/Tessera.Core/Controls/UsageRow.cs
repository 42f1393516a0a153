namespace Tessera.Core.Controls;

// What one account or token has spent on the latest day and in the latest month on which it paid: day and month are
// numbered from the first of the year 2000. 24 bytes without padding.
public struct UsageRow
{
    public long DayMinor;
    public long MonthMinor;
    public ushort Day;
    public ushort Month;
    public ushort DayCount;
    public ushort MonthCount;

    private static readonly int FirstDay = new DateOnly(2000, 1, 1).DayNumber;

    public static ushort DayOf(Timestamp at) => (ushort)(at.Date.DayNumber - FirstDay);

    public static ushort MonthOf(Timestamp at) => (ushort)(((at.Date.Year - 2000) * 12) + at.Date.Month - 1);

    // As it stands at an instant: what was spent on an earlier day counts no more.
    public readonly UsageRow At(Timestamp at) => this with
    {
        Day = DayOf(at),
        DayMinor = Day == DayOf(at) ? DayMinor : 0,
        DayCount = Day == DayOf(at) ? DayCount : (ushort)0,
        Month = MonthOf(at),
        MonthMinor = Month == MonthOf(at) ? MonthMinor : 0,
        MonthCount = Month == MonthOf(at) ? MonthCount : (ushort)0,
    };

    // A new payment opens its day and month; an older one counts only while they are still the latest.
    public void Add(Timestamp paidAt, long minor, int count)
    {
        if (Day < DayOf(paidAt))
        {
            this = At(paidAt);
        }

        if (Day == DayOf(paidAt))
        {
            DayMinor += minor;
            DayCount = Counted(DayCount, count);
        }

        if (Month == MonthOf(paidAt))
        {
            MonthMinor += minor;
            MonthCount = Counted(MonthCount, count);
        }
    }

    private static ushort Counted(ushort before, int count) =>
        (ushort)Math.Clamp(before + count, 0, ushort.MaxValue);
}
