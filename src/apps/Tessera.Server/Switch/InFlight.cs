namespace Tessera.Server.Switch;

/// <summary>The requests of one link that wait for their decision, each with its own copy of the bytes, which is used
/// again.</summary>
/// <param name="limit">Beyond it the link is full.</param>
/// <param name="finish">Takes each answer, on any thread.</param>
/// <param name="fail">Hears of each request that has none, through a fault.</param>
internal sealed class InFlight(int limit, Action<byte[]> finish, Action fail)
{
    private readonly Lock gate = new();
    private readonly Stack<PendingAnswer> free = [];
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int count;
    private bool isEnding;

    public bool IsEmpty => Volatile.Read(ref count) == 0;

    public PendingAnswer Begin(ReadOnlySpan<byte> message, out bool isFull)
    {
        PendingAnswer? pending;
        lock (gate)
        {
            isFull = ++count > limit;
            _ = free.TryPop(out pending);
        }

        pending ??= new PendingAnswer(this);
        pending.Take(message);
        return pending;
    }

    public void Finish(PendingAnswer pending, byte[]? answer)
    {
        if (answer is null)
            fail();
        else
            finish(answer);
        lock (gate)
        {
            // One more than the limit lives for a moment only: what is beyond it is answered at once.
            free.Push(pending);
            if (--count == 0 && isEnding)
                ended.TrySetResult();
        }
    }

    /// <summary>Waits until every request is decided; none begins after it.</summary>
    public Task EndAsync()
    {
        lock (gate)
        {
            isEnding = true;
            return count == 0 ? Task.CompletedTask : ended.Task;
        }
    }
}
