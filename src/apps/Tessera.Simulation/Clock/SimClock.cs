namespace Tessera.Simulation.Clock;

/// <summary>The clock of one machine: its wall clock may be wrong and jump, its monotonic one is right.</summary>
internal sealed class SimClock(SimScheduler scheduler) : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>How far the wall clock is off.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>How much the wall clock gains.</summary>
    public int DriftPerMille { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() =>
        Start + scheduler.Now + Skew + (scheduler.Now * DriftPerMille / 1_000);

    public override long GetTimestamp() => TimeSpan.TicksPerDay + scheduler.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var owner = SynchronizationContext.Current as SimProcess
            ?? throw new InvalidOperationException("A timer in a simulation belongs to a process.");
        var timer = new SimTimer(scheduler, owner, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }
}
