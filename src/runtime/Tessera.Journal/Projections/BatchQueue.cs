using Tessera.Journal.Shards;

namespace Tessera.Journal.Projections;

/// <summary>
/// Durable batches on their way to the projections. It never makes the shard wait: when it is full, all of it is let
/// go, and the journal has the rows.
/// </summary>
internal sealed class BatchQueue(int mostEvents)
{
    private readonly object _gate = new();
    private readonly Queue<CommittedBatch> _batches = new();
    private int _events;
    private bool _isFollowing;
    private bool _hasNews;

    /// <summary>False when rows were let go: read the journal to its end, then <see cref="Follow"/> again.</summary>
    public bool IsFollowing
    {
        get
        {
            lock (_gate)
            {
                return _isFollowing;
            }
        }
    }

    public void Add(CommittedBatch batch)
    {
        lock (_gate)
        {
            if (_isFollowing && _events + batch.Events.Count <= mostEvents)
            {
                _batches.Enqueue(batch);
                _events += batch.Events.Count;
            }
            else
            {
                LetGo();
            }

            Signal();
        }
    }

    public bool TryTake(out CommittedBatch batch)
    {
        lock (_gate)
        {
            if (!_batches.TryDequeue(out batch!))
            {
                return false;
            }

            _events -= batch.Events.Count;
            return true;
        }
    }

    /// <summary>Keeps what is published from now on.</summary>
    public void Follow()
    {
        lock (_gate)
        {
            _isFollowing = true;
        }
    }

    public void LetGo()
    {
        lock (_gate)
        {
            _isFollowing = false;
            _batches.Clear();
            _events = 0;
        }
    }

    /// <summary>Wakes the reader.</summary>
    public void Signal()
    {
        lock (_gate)
        {
            _hasNews = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Until something came or was signalled since the last call, or the time is over.</summary>
    public void Wait(TimeSpan longest)
    {
        lock (_gate)
        {
            if (!_hasNews)
            {
                Monitor.Wait(_gate, longest);
            }

            _hasNews = false;
        }
    }
}
