namespace Tessera.Simulation.Clock;

/// <summary>
/// One thread of virtual time. What is ready runs before time goes on, one piece after the other in an order that the
/// seed chooses: every order is one that a thread pool may choose.
/// </summary>
internal sealed class SimScheduler(SimRandom random)
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private readonly PriorityQueue<Piece, (long At, long Order)> due = new();
    private readonly List<Piece> ready = [];
    private long order;

    /// <summary>Virtual time since the start.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>Pieces of work run so far: each is an await boundary.</summary>
    public long Steps { get; private set; }

    /// <summary>Runs after each piece.</summary>
    public Action AfterStep { private get; set; } = () => { };

    /// <summary>A sum over who ran when: two runs of a seed have the same.</summary>
    public ulong TraceHash { get; private set; } = 14_695_981_039_346_656_037;

    public void Post(SimProcess owner, SendOrPostCallback run, object? state) =>
        ready.Add(new Piece(owner, run, state));

    public void After(TimeSpan delay, SimProcess owner, Action run) => due.Enqueue(
        new Piece(owner, static action => ((Action)action!)(), run),
        ((Now + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero)).Ticks, order++));

    /// <summary>Runs until the condition holds or the limit is reached; true when it holds.</summary>
    public bool RunUntil(TimeSpan limit, Func<bool> condition)
    {
        while (!condition())
        {
            if (ready.Count == 0 && !TryAdvance(limit))
            {
                return condition();
            }

            RunOne();
        }

        return true;
    }

    public void Note(ulong value) => TraceHash = unchecked((TraceHash ^ value) * 1_099_511_628_211);

    private bool TryAdvance(TimeSpan limit)
    {
        if (!due.TryPeek(out _, out var next) || next.At > limit.Ticks)
        {
            Now = limit > Now ? limit : Now;
            return false;
        }

        Now = new TimeSpan(next.At);
        while (due.TryPeek(out _, out next) && next.At <= Now.Ticks)
        {
            ready.Add(due.Dequeue());
        }

        return true;
    }

    private void RunOne()
    {
        var index = ready.Count == 1 ? 0 : random.Below(ready.Count);
        var piece = ready[index];
        ready[index] = ready[^1];
        ready.RemoveAt(ready.Count - 1);
        if (!piece.Owner.IsAlive)
        {
            return;
        }

        if (piece.Owner.FrozenUntil > Now)
        {
            // Looked at again soon: it may thaw before its time.
            due.Enqueue(piece, (Math.Min(piece.Owner.FrozenUntil.Ticks, (Now + Glance).Ticks), order++));
            return;
        }

        Steps++;
        Note((ulong)Now.Ticks ^ ((ulong)piece.Owner.Number << 48));
        piece.Owner.Run(piece.Callback, piece.State);
        AfterStep();
    }

    private readonly record struct Piece(SimProcess Owner, SendOrPostCallback Callback, object? State);
}
