using Tessera.Core.Activation;

namespace Tessera.Server.Activation;

/// <summary>Days that are left out are not known, and what is not known counts as if it had happened today.</summary>
public sealed record DeviceSignalsBody
{
    public required int DeviceScore { get; init; }

    public required int AccountScore { get; init; }

    public int? DaysSinceAccountChange { get; init; }

    public int? DaysSinceChannelChange { get; init; }

    public int? DaysSinceLostMode { get; init; }

    public int? NamesOnDevice { get; init; }

    public bool IsWithinRange() => DeviceScore is >= 1 and <= 5 && AccountScore is >= 1 and <= 5
        && (DaysSinceAccountChange ?? 0) >= 0 && (DaysSinceChannelChange ?? 0) >= 0
        && (DaysSinceLostMode ?? 0) >= 0 && NamesOnDevice is null or (>= 1 and <= 100);

    public DeviceSignals ToCore() => new(
        DeviceScore, AccountScore, DaysSinceAccountChange ?? 0, DaysSinceChannelChange ?? 0, DaysSinceLostMode ?? 0,
        NamesOnDevice ?? 1);
}
