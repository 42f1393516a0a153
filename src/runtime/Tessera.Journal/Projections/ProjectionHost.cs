using Microsoft.Data.Sqlite;
using Tessera.Journal.Shards;

namespace Tessera.Journal.Projections;

/// <summary>A thread that lets the projections follow: woken by each durable batch, never in the shard's way.</summary>
public sealed class ProjectionHost : IDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly ProjectionRunner _runner;
    private readonly Shard _shard;
    private readonly IDisposable _subscription;
    private readonly AutoResetEvent _news = new(initialState: true);
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;

    public ProjectionHost(ProjectionRunner runner, Shard shard)
    {
        _runner = runner;
        _shard = shard;
        _subscription = shard.Subscribe(_ => _news.Set());
        _thread = new Thread(Run) { Name = "projections", IsBackground = true };
        _thread.Start();
    }

    /// <summary>The last failure; the step is tried again.</summary>
    public Exception? LastError { get; private set; }

    /// <summary>
    /// Waits until the read models show what was acknowledged before this call; after two seconds a list is better old
    /// than late.
    /// </summary>
    public async ValueTask CaughtUpAsync()
    {
        var reached = _runner.WhenReachedAsync(_shard.Head.Sequence);
        if (!reached.IsCompleted)
        {
            await Task.WhenAny(reached, Task.Delay(LongestWait));
        }
    }

    /// <summary>Stops after the step under way; the next start takes in what is left. The runner stays open.</summary>
    public void Dispose()
    {
        _subscription.Dispose();
        _stop.Cancel();
        _news.Set();
        _thread.Join();
        _news.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            _news.WaitOne();
            while (!TryCatchUp() && !_stop.Token.WaitHandle.WaitOne(Retry))
            {
            }
        }
    }

    private bool TryCatchUp()
    {
        try
        {
            while (!_stop.IsCancellationRequested && _runner.Step() > 0)
            {
            }

            return true;
        }
        catch (Exception error) when (error is JournalException or SqliteException)
        {
            LastError = error;
            return false;
        }
    }
}
