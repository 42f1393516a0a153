using Tessera.Core;
using Tessera.Primitives;

namespace Tessera.Journal.Projections;

/// <summary>How far a runner is, for every thread; written by the runner alone, under its lock.</summary>
public sealed class ProjectionProgress
{
    private TaskCompletionSource? _awaited;
    private bool _isOpen;
    private bool _isOver;
    private long _sequence;
    private long _missingSince;
    private long _newestAt;
    private long _events;
    private long _openEvents;
    private long _countedFrom;

    internal ProjectionProgress(long sequence) => _sequence = sequence;

    /// <summary>The last row that every projection shows.</summary>
    public long Sequence => Volatile.Read(ref _sequence);

    /// <summary>Rows were taken in that do not show yet.</summary>
    public bool IsOpen => Volatile.Read(ref _isOpen);

    /// <summary>Somebody waits for the next commit.</summary>
    public bool IsAwaited => Volatile.Read(ref _awaited) is not null;

    /// <summary>The events that show, of rows after the one that <see cref="CountAfter"/> named.</summary>
    public long Events => Volatile.Read(ref _events);

    /// <summary>What shows was decided by then; what does not, then or later.</summary>
    public Timestamp MissingSince => new(Volatile.Read(ref _missingSince));

    /// <summary>Ends with the next commit, or with the runner.</summary>
    public Task NextCommitAsync()
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = Interlocked.CompareExchange(ref _awaited, mine, null) ?? mine;
        if (Volatile.Read(ref _isOver))
        {
            first.TrySetResult();
        }

        return first.Task;
    }

    internal void CountAfter(long sequence) => Volatile.Write(ref _countedFrom, sequence);

    internal void Take(long sequence, IReadOnlyList<CoreEvent> events)
    {
        if (!_isOpen)
        {
            Volatile.Write(ref _isOpen, true);
            Volatile.Write(ref _missingSince, events.Count > 0 ? events[0].At.Nanoseconds : _newestAt);
        }

        _newestAt = events.Count > 0 ? events[^1].At.Nanoseconds : _newestAt;
        _openEvents += sequence > Volatile.Read(ref _countedFrom) ? events.Count : 0;
    }

    internal void Commit(long sequence)
    {
        Volatile.Write(ref _missingSince, _newestAt);
        Volatile.Write(ref _events, _events + _openEvents);
        Close(sequence);
        Interlocked.Exchange(ref _awaited, null)?.TrySetResult();
    }

    /// <summary>What was taken in was lost, or projections start from another row.</summary>
    internal void Close(long sequence)
    {
        _openEvents = 0;
        Volatile.Write(ref _sequence, sequence);
        Volatile.Write(ref _isOpen, false);
    }

    internal void End()
    {
        Volatile.Write(ref _isOver, true);
        Interlocked.Exchange(ref _awaited, null)?.TrySetResult();
    }
}
