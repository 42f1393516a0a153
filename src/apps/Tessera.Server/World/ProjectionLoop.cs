using Tessera.Journal;
using Tessera.Journal.Projections;
using Tessera.Journal.Shards;

namespace Tessera.Server.World;

/// <summary>Keeps the read models close behind the shard, on a thread of its own.</summary>
public sealed class ProjectionLoop : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly Shard shard;
    private readonly ProjectionRunner runner;
    private readonly ManualResetEventSlim work = new(true);
    private readonly IDisposable subscription;
    private readonly Thread thread;
    private readonly Lock gate = new();
    private readonly List<(long Sequence, TaskCompletionSource Reached)> waiting = [];
    private volatile bool isStopping;

    public ProjectionLoop(Shard shard, ProjectionRunner runner)
    {
        this.shard = shard;
        this.runner = runner;
        subscription = shard.Subscribe(_ => work.Set());
        thread = new Thread(Run) { Name = "projections", IsBackground = true };
        thread.Start();
    }

    /// <summary>Where the projections have come to.</summary>
    public long Sequence => runner.Sequence;

    /// <summary>The last failure; the loop tries again.</summary>
    public Exception? LastError { get; private set; }

    /// <summary>Waits until the read models show what was acknowledged before this call; after two seconds a list is
    /// better old than late.</summary>
    public async ValueTask CaughtUpAsync()
    {
        var head = shard.Head.Sequence;
        if (runner.Sequence >= head)
        {
            return;
        }

        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Add((head, reached));
        }

        work.Set();
        await Task.WhenAny(reached.Task, Task.Delay(LongestWait));
    }

    public void Dispose()
    {
        isStopping = true;
        subscription.Dispose();
        work.Set();
        thread.Join();
        runner.Dispose();
        work.Dispose();
    }

    private void Run()
    {
        while (!isStopping)
        {
            work.Wait(LongestWait);
            work.Reset();
            Step();
        }
    }

    private void Step()
    {
        try
        {
            while (!isStopping && runner.Step() > 0)
            {
                Release();
            }

            Release();
        }
        catch (Exception error) when (error is JournalException or Microsoft.Data.Sqlite.SqliteException)
        {
            LastError = error;
        }
    }

    private void Release()
    {
        var sequence = runner.Sequence;
        lock (gate)
        {
            waiting.RemoveAll(wait => wait.Sequence <= sequence && wait.Reached.TrySetResult());
        }
    }
}
