namespace Tessera.Simulation.Clock;

/// <summary>
/// One life of a process: everything that it awaits comes back through here. Killed, it runs no line more; a later life
/// is another process.
/// </summary>
internal sealed class SimProcess(SimScheduler scheduler, string name, int number) : SynchronizationContext
{
    public string Name => name;

    public int Number => number;

    public bool IsAlive { get; private set; } = true;

    /// <summary>Until then it runs no line, as a stopped process or one that collects garbage.</summary>
    public TimeSpan FrozenUntil { get; set; }

    /// <summary>What escaped from a piece of work: a fault of the program under test.</summary>
    public Exception? Fault { get; private set; }

    public void Kill() => IsAlive = false;

    public override void Post(SendOrPostCallback d, object? state) => scheduler.Post(this, d, state);

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Nothing in a simulation waits for another thread.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Starts work whose end nobody awaits.</summary>
    public void Start(Func<Task> work) => Post(static state => _ = ((SimProcess, Func<Task>))state! switch
    {
        var (process, run) => process.WatchAsync(run),
    }, (this, work));

    public void Run(SendOrPostCallback callback, object? state)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Fault ??= fault;
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    private async Task WatchAsync(Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Fault ??= fault;
        }
    }
}
