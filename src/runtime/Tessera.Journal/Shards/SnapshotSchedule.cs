using System.Buffers;
using Tessera.Core;
using Tessera.Journal.Snapshots;

namespace Tessera.Journal.Shards;

/// <summary>
/// Freezes the state every so many rows, between two batches, and writes the frozen view on another thread. A failed
/// snapshot costs nothing but a longer replay.
/// </summary>
internal sealed class SnapshotSchedule(ISnapshotStore store, ShardSettings settings) : IDisposable
{
    private Task _writing = Task.CompletedTask;
    private long _lastSequence;

    public Exception? LastError { get; private set; }

    public void Start(long snapshotSequence) => _lastSequence = snapshotSequence;

    public void Offer(JournalHead head, ShardState state)
    {
        if (settings.SnapshotEveryRows == 0
            || head.Sequence - _lastSequence < settings.SnapshotEveryRows
            || !_writing.IsCompleted)
        {
            return;
        }

        _lastSequence = head.Sequence;
        var frozen = state.Freeze();
        if (settings.SnapshotsBesideTheLoad)
        {
            _writing = Task.Run(() => Write(head, frozen));
        }
        else
        {
            Write(head, frozen);
        }
    }

    public void Dispose() => _writing.Wait();

    private void Write(JournalHead head, ShardSnapshot frozen)
    {
        try
        {
            var body = new ArrayBufferWriter<byte>();
            frozen.Write(body);
            store.Save(new Snapshot(ShardSnapshot.Schema, head, body.WrittenMemory));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            LastError = error;
        }
    }
}
