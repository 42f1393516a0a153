using Tessera.Core.Controls;

namespace Tessera.Server.Api.Controls;

/// <summary>What counts against the limits now: days and months of UTC, amounts in minor units.</summary>
public sealed record SpentView
{
    public required long DayAmount { get; init; }

    public required int DayCount { get; init; }

    public required long MonthAmount { get; init; }

    public required int MonthCount { get; init; }

    public static SpentView Of(UsageRow used) => new()
    {
        DayAmount = used.DayMinor,
        DayCount = used.DayCount,
        MonthAmount = used.MonthMinor,
        MonthCount = used.MonthCount,
    };
}
