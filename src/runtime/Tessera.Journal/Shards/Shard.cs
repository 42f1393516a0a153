using System.Diagnostics;
using Tessera.Core;
using Tessera.Journal.Snapshots;
using Tessera.Primitives;

namespace Tessera.Journal.Shards;

/// <summary>
/// One writer over one state and one journal. Work waits in a bounded queue; a step takes a batch, decides and applies
/// each command, appends one row, and only then releases the answers. Load and Step are called by one thread: a
/// <see cref="ShardHost"/>, a test, or a simulation.
/// </summary>
public sealed class Shard : IDisposable
{
    // So much work is taken from the queue at a time.
    private const int Slice = 16;

    private readonly IJournal _journal;
    private readonly ISnapshotStore _snapshots;
    private readonly ShardSettings _settings;
    private readonly WorkQueue<IShardWork> _queue;
    private readonly List<IShardWork> _batch = [];
    private readonly Queue<IShardWork> _taken = new(Slice);
    private readonly Command[] _ahead = new Command[Slice];

    // Nobody reads it: without it the looking ahead could be compiled away.
    private long _touched;
    private readonly List<CoreEvent> _events = [];
    private readonly EventBuffer _buffer = new();
    private readonly ColdBuffer _cold = new();
    private readonly SnapshotSchedule _schedule;
    private readonly BatchSubscribers _subscribers = new();
    private volatile ShardStatus _status;
    private AnswerLane? _answers;
    private ShardState? _state;
    private Timestamp _lastAt;
    private DateTimeOffset _maintenanceDue;
    private bool _isMaintenanceBehind;
    private long _epoch;

    public Shard(IJournal journal, ISnapshotStore snapshots, ShardSettings? settings = null)
    {
        _journal = journal;
        _snapshots = snapshots;
        _settings = settings ?? new ShardSettings();
        _queue = new WorkQueue<IShardWork>(_settings.QueueCapacity);
        _schedule = new SnapshotSchedule(snapshots, _settings);
    }

    public ShardStatus Status => _status;

    public JournalHead Head => _journal.Head;

    public int QueueLength => _queue.Count + _taken.Count;

    /// <summary>
    /// The last failure of the journal or fault of the program; appends go on after a fault in Decide.
    /// </summary>
    public Exception? LastError { get; private set; }

    /// <summary>Claims the journal and folds it. A journal that cannot be read throws.</summary>
    public void Load()
    {
        _epoch = _journal.Claim();
        _cold.IsReplay = true;
        var loaded = ShardLoader.Load(_journal, _snapshots, _cold);
        _cold.IsReplay = false;
        Invariant.Check(loaded.Head == _journal.Head, "the fold ends at the head of the journal");
        _state = loaded.State;
        _lastAt = loaded.State.LastAt;
        _schedule.Start(loaded.ReplayedEvents);
        _status = ShardStatus.Serving;
    }

    /// <summary>False when the shard takes no more work: answer busy. The outcome comes after a later step.</summary>
    public bool TrySubmit(Command body, UInt128 commandId, UInt128 bodyHash, out Task<Outcome> outcome)
    {
        var work = new AwaitedCommand(body, commandId, bodyHash, _answers);
        outcome = work.Answer;
        return _status == ShardStatus.Serving && _queue.TryAdd(work);
    }

    /// <summary>
    /// A command that was taken in is not called back: cancelling after that only repeats the question.
    /// </summary>
    public ValueTask<Outcome> ExecuteAsync(
        Command body, UInt128 commandId, UInt128 bodyHash, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return TrySubmit(body, commandId, bodyHash, out var outcome)
            ? new ValueTask<Outcome>(outcome)
            : ValueTask.FromResult(Outcome.Busy);
    }

    /// <summary>The same for a caller with many in flight, who takes up the answers in a lane of its own.</summary>
    public ValueTask<Outcome> ExecuteAsync(Command body, UInt128 commandId, UInt128 bodyHash, AnswerLane answers)
    {
        var work = new LaneCommand(body, commandId, bodyHash, answers);
        return _status == ShardStatus.Serving && _queue.TryAdd(work) ? work.Answer : ValueTask.FromResult(Outcome.Busy);
    }

    /// <summary>
    /// Asks the state between two commands; the answer is released with the batch. Throws a JournalException (Busy,
    /// Reloading) where a command would be answered Busy or Unknown. The function must copy what it returns.
    /// </summary>
    public ValueTask<T> QueryAsync<T>(Func<ShardState, T> query)
    {
        var work = new QueryWork<T>(query);
        if (_status != ShardStatus.Serving || !_queue.TryAdd(work))
        {
            work.Refuse();
        }

        return new ValueTask<T>(work.Answer);
    }

    /// <summary>
    /// Called on the shard's thread with each durable batch, in order and after its answers. It must be quick: hand the
    /// batch to a queue. Dispose the result to end it.
    /// </summary>
    public IDisposable Subscribe(Action<CommittedBatch> subscriber) => _subscribers.Add(subscriber);

    /// <summary>Runs one batch; returns how many pieces of work it answered, 0 when none waited.</summary>
    public int Step()
    {
        if (!IsReady())
        {
            RefuseQueue();
            return 0;
        }

        try
        {
            RunMaintenance();
            TakeBatch();
        }
        catch (Exception error)
        {
            // Apply is total: if it throws, the state is no longer the fold of anything.
            Stop(error);
            return 0;
        }

        return Commit();
    }

    /// <summary>Does not wait while the housekeeping is behind.</summary>
    public void WaitForWork(TimeSpan timeout)
    {
        if (!_isMaintenanceBehind)
        {
            _queue.Wait(timeout);
        }
    }

    /// <summary>
    /// From now on those who wait for a command hear of it on the pool's threads, taken up together; so the shard's
    /// thread wakes one of them a batch and not one a command.
    /// </summary>
    public void AnswerOnPool() => _answers = new AnswerLane(() => { }, () => { });

    /// <summary>No more work is taken in; steps answer what waits.</summary>
    public void Close() => _queue.Close();

    public void Dispose()
    {
        _queue.Close();
        _status = ShardStatus.Stopped;
        RefuseQueue();
        _schedule.Dispose();
        _journal.Dispose();
    }

    private bool IsReady()
    {
        if (_status != ShardStatus.Reloading)
        {
            return _status == ShardStatus.Serving;
        }

        try
        {
            Load();
            return true;
        }
        catch (JournalException error) when (error.Fault == JournalFault.Storage)
        {
            LastError = error;
            return false;
        }
        catch (Exception error)
        {
            Stop(error);
            return false;
        }
    }

    private void RunMaintenance()
    {
        var now = _settings.Time.GetUtcNow();
        if (_settings.Maintenance is { } maintenance && (_isMaintenanceBehind || now >= _maintenanceDue))
        {
            _maintenanceDue = now + _settings.MaintenanceInterval;
            Decide(new AwaitedCommand(maintenance, UInt128.Zero, UInt128.Zero, answers: null));
            _isMaintenanceBehind = HasMovedAll(maintenance.MostItems);
        }
    }

    /// <summary>Of one kind as many as one run may move: more of it may be due.</summary>
    private bool HasMovedAll(int most) => _events.Count >= most || _events.Exists(change => change switch
    {
        MaintenanceEvent.PaymentsArchived archived => archived.Payments.Length >= most,
        MaintenanceEvent.AnswersArchived archived => archived.Count >= most,
        _ => false,
    });

    private void TakeBatch()
    {
        while (_batch.Count < _settings.BatchCommands && _buffer.Length < _settings.BatchBytes && TryTake(out var work))
        {
            _batch.Add(work);
            work.RunOn(this);
        }
    }

    private bool TryTake(out IShardWork work)
    {
        if (_taken.Count == 0 && _queue.Take(_taken, Slice) > 0)
        {
            LookAhead();
        }

        return _taken.TryDequeue(out work!);
    }

    private void LookAhead()
    {
        var count = 0;
        foreach (var work in _taken)
        {
            if (work is CommandWork command)
            {
                _ahead[count++] = command.Body;
            }
        }

        _touched ^= _state?.Touch(_ahead.AsSpan(0, count)) ?? 0;
    }

    internal T Ask<T>(Func<ShardState, T> query) => query(_state!);

    internal void Decide(CommandWork work)
    {
        Decision decision;
        try
        {
            var envelope = work.At(Stamp());
            decision = _state!.Decide(envelope, LoadCold(envelope));
            _buffer.Add(decision.Events);
        }
        catch (Exception error)
        {
            // Decide changes nothing, so only this command is lost.
            LastError = error;
            work.Outcome = Outcome.Faulted;
            return;
        }

        foreach (var change in decision.Events)
        {
            _state.Apply(change);
            _events.Add(change);
        }

        work.Outcome = Outcome.Of(decision);
    }

    private Timestamp Stamp()
    {
        var now = Timestamp.FromDateTimeOffset(_settings.Time.GetUtcNow());
        if (now > _lastAt)
        {
            _lastAt = now;
        }

        return _lastAt;
    }

    /// <summary>A row may name a further row (a trace its payment), so it is asked until nothing is missing.</summary>
    private ColdRows LoadCold(Envelope envelope)
    {
        if (!_state!.NeedsColdRow(envelope, ColdRows.None, out var key))
        {
            return ColdRows.None;
        }

        var rows = new ColdRows();
        do
        {
            rows.Add(key, FindCold(key));
        }
        while (_state.NeedsColdRow(envelope, rows, out key));

        return rows;
    }

    private byte[]? FindCold(ColdKey key)
    {
        if (_cold.TryFind(key, out var bytes))
        {
            return bytes;
        }

        return _journal.TryReadCold(key, out var row) ? row.Bytes.ToArray() : null;
    }

    private int Commit()
    {
        if (_events.Count > 0 && !TryAppend())
        {
            return 0;
        }

        var answered = _batch.Count;
        ShardMeter.Answered.Add(answered);
        _batch.ForEach(work => work.Release());
        if (_events.Count > 0)
        {
            LastError = _subscribers.Publish(_journal.Head, _events) ?? LastError;
            _schedule.Offer(_journal.Head, _state!, _events.Count);
        }

        Clear();
        return answered;
    }

    private bool TryAppend()
    {
        try
        {
            var start = Stopwatch.GetTimestamp();
            var row = JournalRow.After(_journal.Head, _epoch, _buffer.Seal());
            _journal.Append(row, _cold.Seal(row.Sequence));
            ShardMeter.CommitDuration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
            return true;
        }
        catch (Exception error)
        {
            Poison(error);
            return false;
        }
    }

    /// <summary>
    /// Memory may be ahead of the journal or behind it, so it is dropped, never rolled back. What the journal has is
    /// read again before anything is served.
    /// </summary>
    private void Poison(Exception error)
    {
        LastError = error;
        _state = null;
        ShardMeter.AppendErrors.Add(1);
        var isFenced = error is JournalException { Fault: JournalFault.Fenced };
        _status = isFenced ? ShardStatus.Stopped : ShardStatus.Reloading;
        _batch.ForEach(work => work.FailUnknown());
        Clear();
        RefuseQueue();
    }

    private void Stop(Exception error)
    {
        LastError = error;
        _state = null;
        _status = ShardStatus.Stopped;
        _queue.Close();
        _batch.ForEach(work => work.FailUnknown());
        Clear();
        RefuseQueue();
    }

    private void RefuseQueue()
    {
        while (TryTake(out var work))
        {
            work.Refuse();
        }
    }

    private void Clear()
    {
        _batch.Clear();
        _events.Clear();
        _buffer.Clear();
        _cold.Clear();
    }
}
