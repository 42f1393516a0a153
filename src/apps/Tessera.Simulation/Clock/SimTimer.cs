namespace Tessera.Simulation.Clock;

internal sealed class SimTimer(SimScheduler scheduler, SimProcess owner, Action fire) : ITimer
{
    private int setting;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        var current = ++setting;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Arm(current, dueTime, period);
        }

        return true;
    }

    public void Dispose() => setting++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Arm(int current, TimeSpan dueTime, TimeSpan period) => scheduler.After(dueTime, owner, () =>
    {
        if (current != setting)
        {
            return;
        }

        if (period != Timeout.InfiniteTimeSpan && period > TimeSpan.Zero)
        {
            Arm(current, period, period);
        }

        fire();
    });
}
