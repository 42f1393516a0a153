namespace Tessera.Journal.Shards;

/// <summary>A bounded ring with many writers and one reader, which takes a whole batch under one lock.</summary>
internal sealed class WorkQueue<T>(int capacity)
    where T : class
{
    private readonly object _gate = new();
    private readonly T?[] _ring = new T?[capacity];
    private int _first;
    private int _count;
    private bool _readerWaits;
    private bool _closed;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>False when the ring is full or closed.</summary>
    public bool TryAdd(T item)
    {
        lock (_gate)
        {
            if (_closed || _count == _ring.Length)
            {
                return false;
            }

            _ring[(_first + _count) % _ring.Length] = item;
            _count++;
            if (_readerWaits)
            {
                Monitor.Pulse(_gate);
            }

            return true;
        }
    }

    /// <summary>Moves the oldest items to the end of another queue, at most so many; returns how many.</summary>
    public int Take(Queue<T> into, int most)
    {
        lock (_gate)
        {
            var taken = Math.Min(most, _count);
            for (var i = 0; i < taken; i++)
            {
                into.Enqueue(_ring[_first]!);
                _ring[_first] = null;
                _first = (_first + 1) % _ring.Length;
            }

            _count -= taken;
            return taken;
        }
    }

    /// <summary>Returns when there is work, when the queue is closed, or after the time-out.</summary>
    public void Wait(TimeSpan timeout)
    {
        lock (_gate)
        {
            if (_count == 0 && !_closed)
            {
                _readerWaits = true;
                Monitor.Wait(_gate, timeout);
                _readerWaits = false;
            }
        }
    }

    /// <summary>Nothing more is taken in; what is inside stays to be taken out.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }
}
