using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Journal;
using Tessera.Journal.Shards;

namespace Tessera.Server.World;

/// <summary>The directory as the doors see it: an immutable value, replaced whenever the shard has committed a change.
/// A command carries the facts it was decided on, so a moment's age is safe.</summary>
public sealed class DirectoryCache
{
    private static readonly TimeSpan RetryTime = TimeSpan.FromMilliseconds(50);

    private readonly Shard shard;
    private readonly ApiKeyRing keys;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private volatile DirectoryIndex index = DirectoryIndex.Empty;
    private long shown;

    // Both belong to the shard's thread.
    private long readings;
    private long heard;

    public DirectoryCache(Shard shard, ApiKeyRing keys, TimeProvider time)
    {
        this.shard = shard;
        this.keys = keys;
        this.time = time;
        heard = shard.Head.Sequence;
        shard.Subscribe(Hear);
    }

    public DirectoryState Current => index.State;

    /// <summary>The same value with what payments ask of it.</summary>
    public DirectoryIndex Index => index;

    /// <summary>Called where a directory command was answered, so that its caller sees it at once.</summary>
    public async ValueTask RefreshAsync()
    {
        // Numbered where the state is read: that is the order of the journal, and finer than its rows.
        var (directory, reading) = await shard.QueryAsync(state => (state.Directory, ++readings));
        Replace(directory, reading);
    }

    /// <summary>Continuations come in any order; an older reading changes nothing.</summary>
    internal void Replace(DirectoryState directory, long reading)
    {
        lock (gate)
        {
            if (reading <= shown)
            {
                return;
            }

            shown = reading;
            var before = index;
            index = new DirectoryIndex(directory, before);
            if (!ReferenceEquals(before.State.ApiKeys, directory.ApiKeys))
            {
                keys.Load(directory.ApiKeys.Values);
            }
        }
    }

    // A gap is a row that became durable although its append failed: it was read again, not heard.
    private void Hear(CommittedBatch batch)
    {
        var isGap = batch.Position.Sequence != heard + 1;
        heard = batch.Position.Sequence;
        if (isGap || IsChanged(batch.Events))
        {
            _ = FollowAsync();
        }
    }

    // On the shard's thread, for every event: a loop costs less than a query.
    private static bool IsChanged(IReadOnlyList<CoreEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is DirectoryEvent)
            {
                return true;
            }
        }

        return false;
    }

    private async Task FollowAsync()
    {
        while (shard.Status != ShardStatus.Stopped)
        {
            try
            {
                await RefreshAsync();
                return;
            }
            catch (JournalException)
            {
                await Task.Delay(RetryTime, time);
            }
        }
    }
}
