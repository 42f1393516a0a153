namespace Tessera.Client.Controls;

/// <summary>What counts against the limits now, amounts in minor units.</summary>
public sealed record Spent(long DayAmount, int DayCount, long MonthAmount, int MonthCount);
