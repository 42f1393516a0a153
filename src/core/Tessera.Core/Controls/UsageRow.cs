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

    public static ushort DayOf(Timestamp at) => DayOf(at.Date);

    public static ushort MonthOf(Timestamp at) => MonthOf(at.Date);

    // As it stands at an instant: what was spent on an earlier day counts no more.
    public readonly UsageRow At(Timestamp at) => On(DayOf(at), MonthOf(at));

    // A new payment opens its day and month; an older one counts only while they are still the latest.
    public void Add(Timestamp paidAt, long minor, int count)
    {
        var date = paidAt.Date;
        var (day, month) = (DayOf(date), MonthOf(date));
        if (Day < day)
        {
            this = On(day, month);
        }

        if (Day == day)
        {
            DayMinor += minor;
            DayCount = Counted(DayCount, count);
        }

        if (Month == month)
        {
            MonthMinor += minor;
            MonthCount = Counted(MonthCount, count);
        }
    }

    private static ushort DayOf(DateOnly date) => (ushort)(date.DayNumber - FirstDay);

    private static ushort MonthOf(DateOnly date) => (ushort)(((date.Year - 2000) * 12) + date.Month - 1);

    private readonly UsageRow On(ushort day, ushort month) => new()
    {
        Day = day,
        DayMinor = Day == day ? DayMinor : 0,
        DayCount = Day == day ? DayCount : (ushort)0,
        Month = month,
        MonthMinor = Month == month ? MonthMinor : 0,
        MonthCount = Month == month ? MonthCount : (ushort)0,
    };

    private static ushort Counted(ushort before, int count) =>
        (ushort)Math.Clamp(before + count, 0, ushort.MaxValue);
}
