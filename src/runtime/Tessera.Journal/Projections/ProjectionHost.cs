using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using Tessera.Journal.Shards;
using Tessera.Primitives;

namespace Tessera.Journal.Projections;

/// <summary>
/// A thread that lets the projections follow the shard, never in its way: batches reach it through a bounded queue, and
/// what does not fit it reads from the journal, at most half of the time while the shard has work.
/// </summary>
public sealed class ProjectionHost : IDisposable
{
    public const int MostEventsQueued = 16_384;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    // Pages that many rows change are written once for all that come within this time.
    private static readonly TimeSpan LongestTransaction = TimeSpan.FromMilliseconds(250);

    private readonly ProjectionRunner _runner;
    private readonly Shard _shard;
    private readonly TimeProvider _time;
    private readonly IDisposable _subscription;
    private readonly BatchQueue _queue;
    private readonly CancellationTokenSource _stop = new();
    private readonly Meter _meter = new(ShardMeter.Name);
    private readonly Thread _thread;
    private long _published;
    private long _behindSince;
    private long _opened;

    public ProjectionHost(
        ProjectionRunner runner, Shard shard, TimeProvider time, int mostEventsQueued = MostEventsQueued)
    {
        _runner = runner;
        _shard = shard;
        _time = time;
        _queue = new BatchQueue(mostEventsQueued);
        runner.Progress.CountAfter(shard.Head.Sequence);
        _subscription = shard.Subscribe(Receive);
        _meter.CreateObservableGauge(
            "tessera.projections.rows_behind", () => Lag.Rows, "{row}", "Journal rows that read models lack.");
        _meter.CreateObservableGauge(
            "tessera.projections.events_behind", () => Lag.Events, "{event}", "Events that read models lack.");
        _meter.CreateObservableGauge(
            "tessera.projections.age", () => Lag.Age.TotalSeconds, "s", "Age of the oldest event they lack.");
        _thread = new Thread(Run) { Name = "projections", IsBackground = true };
        _thread.Start();
    }

    /// <summary>The last failure; the step is tried again.</summary>
    public Exception? LastError { get; private set; }

    public ProjectionLag Lag
    {
        get
        {
            var progress = _runner.Progress;
            var (shown, events) = (progress.Sequence, progress.Events);
            var since = Math.Max(Volatile.Read(ref _behindSince), progress.MissingSince.Nanoseconds);
            var rows = Math.Max(0, _shard.Head.Sequence - shown);
            var age = Timestamp.FromDateTimeOffset(_time.GetUtcNow()) - new Timestamp(since);
            return rows == 0
                ? default
                : new ProjectionLag(
                    rows,
                    Math.Max(0, Volatile.Read(ref _published) - events),
                    since == 0 || age < TimeSpan.Zero ? TimeSpan.Zero : age);
        }
    }

    private bool IsDue =>
        _stop.IsCancellationRequested || Stopwatch.GetElapsedTime(_opened) >= LongestTransaction;

    /// <summary>
    /// Waits until the read models show what was acknowledged before this call; after two seconds a list is better old
    /// than late.
    /// </summary>
    public async ValueTask CaughtUpAsync()
    {
        var wanted = _shard.Head.Sequence;
        if (_runner.Sequence >= wanted)
        {
            return;
        }

        var late = Task.Delay(LongestWait);
        while (!late.IsCompleted && !_stop.IsCancellationRequested)
        {
            var next = _runner.Progress.NextCommitAsync();
            if (_runner.Sequence >= wanted)
            {
                return;
            }

            _queue.Signal();
            await Task.WhenAny(next, late);
        }
    }

    /// <summary>Stops after the step under way; the next start takes in what is left. The runner stays open.</summary>
    public void Dispose()
    {
        _subscription.Dispose();
        _stop.Cancel();
        _queue.Signal();
        _thread.Join();
        _meter.Dispose();
        _stop.Dispose();
    }

    private void Receive(CommittedBatch batch)
    {
        if (_runner.Sequence == batch.Position.Sequence - 1)
        {
            Volatile.Write(ref _behindSince, batch.Events[0].At.Nanoseconds);
        }

        Interlocked.Add(ref _published, batch.Events.Count);
        _queue.Add(batch);
    }

    private void Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            if (TryFollow())
            {
                _queue.Wait(_runner.Progress.IsOpen ? LongestTransaction : Timeout.InfiniteTimeSpan);
            }
            else
            {
                _stop.Token.WaitHandle.WaitOne(Retry);
            }
        }

        TryFollow();
    }

    private bool TryFollow()
    {
        try
        {
            ReadJournal();
            while (_queue.TryTake(out var batch))
            {
                Take(batch);
            }

            if (IsDue || _runner.Progress.IsAwaited)
            {
                _runner.Commit();
            }

            return true;
        }
        catch (Exception error) when (error is JournalException or SqliteException)
        {
            LastError = error;
            _queue.LetGo();
            return false;
        }
    }

    private void Take(CommittedBatch batch)
    {
        var wasOpen = _runner.Progress.IsOpen;
        if (!_runner.TryTake(batch))
        {
            _queue.LetGo();
            ReadJournal();
        }
        else if (!wasOpen)
        {
            _opened = Stopwatch.GetTimestamp();
        }
        else if (IsDue)
        {
            _runner.Commit();
        }
    }

    /// <summary>The second reading is of what became durable before the queue kept it.</summary>
    private void ReadJournal()
    {
        while (!_queue.IsFollowing && !_stop.IsCancellationRequested)
        {
            ReadToItsEnd();
            _queue.Follow();
            ReadToItsEnd();
        }
    }

    private void ReadToItsEnd()
    {
        var start = Stopwatch.GetTimestamp();
        while (!_stop.IsCancellationRequested && _runner.Step() > 0)
        {
            if (_shard.QueueLength > 0)
            {
                var pause = Stopwatch.GetElapsedTime(start);
                _stop.Token.WaitHandle.WaitOne(pause < LongestPause ? pause : LongestPause);
            }

            start = Stopwatch.GetTimestamp();
        }
    }
}
