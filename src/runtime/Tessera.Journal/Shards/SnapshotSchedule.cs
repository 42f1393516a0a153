using System.Diagnostics;
using Tessera.Core;
using Tessera.Journal.Snapshots;

namespace Tessera.Journal.Shards;

/// <summary>
/// Freezes the state every so many events, between two batches, and writes the frozen view on another thread. Under a
/// load that would have it write without end it rests between two. A failed snapshot costs nothing but a longer replay.
/// </summary>
internal sealed class SnapshotSchedule(ISnapshotStore store, ShardSettings settings) : IDisposable
{
    /// <summary>Rests this many times as long as the last one took to write.</summary>
    private const int RestFactor = 9;

    private Task<TimeSpan> _writing = Task.FromResult(TimeSpan.Zero);
    private long _started;
    private long _events;

    public Exception? LastError { get; private set; }

    public void Start(long eventsSinceSnapshot) => _events = eventsSinceSnapshot;

    public void Offer(JournalHead head, ShardState state, int events)
    {
        _events += events;
        if (settings.SnapshotEveryEvents == 0 || _events < settings.SnapshotEveryEvents || !IsRested())
        {
            return;
        }

        _events = 0;
        _started = Stopwatch.GetTimestamp();
        var frozen = state.Freeze();
        ShardMeter.FreezeDuration.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds);
        _writing = settings.SnapshotsBesideTheLoad
            ? Task.Run(() => Write(head, frozen))
            : Task.FromResult(Write(head, frozen));
    }

    public void Dispose() => _writing.Wait();

    private bool IsRested() => _writing.IsCompleted
        && (!settings.SnapshotsBesideTheLoad
            || Stopwatch.GetElapsedTime(_started) > _writing.Result * (RestFactor + 1));

    private TimeSpan Write(JournalHead head, ShardSnapshot frozen)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            store.Save(ShardSnapshot.Schema, head, frozen.Write);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            LastError = error;
        }

        return Stopwatch.GetElapsedTime(start);
    }
}
