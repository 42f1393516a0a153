using Tessera.Core;

namespace Tessera.Journal.Shards;

/// <summary>Who hears of durable batches. Added and removed on any thread, told on the shard's.</summary>
internal sealed class BatchSubscribers
{
    private readonly Lock _gate = new();
    private volatile Action<CommittedBatch>[] _all = [];

    public IDisposable Add(Action<CommittedBatch> subscriber)
    {
        lock (_gate)
        {
            _all = [.. _all, subscriber];
        }

        return new Subscription(this, subscriber);
    }

    /// <summary>The batch is durable and answered; a listener's fault is its own and is only returned.</summary>
    public Exception? Publish(JournalHead position, IReadOnlyList<CoreEvent> events)
    {
        var all = _all;
        if (all.Length == 0)
        {
            return null;
        }

        Exception? fault = null;
        var batch = new CommittedBatch(position, [.. events]);
        foreach (var subscriber in all)
        {
            try
            {
                subscriber(batch);
            }
            catch (Exception error)
            {
                fault = error;
            }
        }

        return fault;
    }

    private void Remove(Action<CommittedBatch> subscriber)
    {
        lock (_gate)
        {
            _all = [.. _all.Where(other => other != subscriber)];
        }
    }

    private sealed class Subscription(BatchSubscribers subscribers, Action<CommittedBatch> subscriber) : IDisposable
    {
        public void Dispose() => subscribers.Remove(subscriber);
    }
}
