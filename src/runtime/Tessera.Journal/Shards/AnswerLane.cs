namespace Tessera.Journal.Shards;

/// <summary>
/// Where one caller with many commands in flight takes up their answers: all that are there, one after the other on
/// one thread of the pool, where each would take a thread of its own. No continuation may block. It holds no more than
/// its caller has in flight.
/// </summary>
/// <param name="begin">Called before answers are taken up.</param>
/// <param name="end">Called after them.</param>
public sealed class AnswerLane(Action begin, Action end) : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private List<LaneCommand> _filling = [];
    private List<LaneCommand> _taken = [];
    private bool _isRunning;

    void IThreadPoolWorkItem.Execute()
    {
        while (TryTake())
        {
            begin();
            foreach (var work in _taken)
            {
                work.Continue();
            }

            _taken.Clear();
            end();
        }
    }

    internal void Add(LaneCommand work)
    {
        lock (_gate)
        {
            _filling.Add(work);
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private bool TryTake()
    {
        lock (_gate)
        {
            (_filling, _taken) = (_taken, _filling);
            _isRunning = _taken.Count > 0;
            return _isRunning;
        }
    }
}
