namespace Tessera.Journal.Shards;

/// <summary>
/// Where the answers to many commands are taken up: all that are there, one after the other on one thread of the pool,
/// where each would wake a thread of its own. No continuation that runs in it may block. It holds no more than is in
/// flight.
/// </summary>
/// <param name="begin">Called before answers are taken up.</param>
/// <param name="end">Called after them.</param>
public sealed class AnswerLane(Action begin, Action end) : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private List<CommandWork> _filling = [];
    private List<CommandWork> _taken = [];
    private bool _isRunning;

    void IThreadPoolWorkItem.Execute()
    {
        while (TryTake())
        {
            begin();
            foreach (var work in _taken)
            {
                work.HandOut();
            }

            _taken.Clear();
            end();
        }
    }

    internal void Add(CommandWork work)
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
