using System.Collections.Concurrent;
using Tessera.Iso8583;

namespace Tessera.Server.Partners;

/// <summary>Requests of one link that wait for their answers. Whoever gets none knows nothing: the request may have
/// been carried out. An answer that comes after its time finds nobody.</summary>
internal sealed class OutgoingCalls(TimeProvider time, int mostInFlight)
{
    private static readonly byte[] NotSent = [];

    private readonly ConcurrentDictionary<CallKey, TaskCompletionSource<byte[]?>> waiting = [];
    private volatile bool isClosed;

    public bool IsAny => !waiting.IsEmpty;

    /// <summary>The answer; null when none came in time or the link ended, empty when the request never left: the link
    /// had ended, or too many wait already.</summary>
    public async Task<byte[]?> RunAsync(CallKey key, byte[] message, Func<byte[], bool> send, TimeSpan limit)
    {
        var answer = new TaskCompletionSource<byte[]?>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (waiting.Count >= mostInFlight || !waiting.TryAdd(key, answer))
            return NotSent;
        try
        {
            if (isClosed || !send(message))
                return NotSent;
            await using ITimer timer = time.CreateTimer(
                static call => ((TaskCompletionSource<byte[]?>)call!).TrySetResult(null), answer, limit,
                Timeout.InfiniteTimeSpan);
            return await answer.Task;
        }
        finally
        {
            waiting.TryRemove(key, out _);
        }
    }

    /// <summary>False when nobody waits for it.</summary>
    public bool TryAnswer(in IsoMessage answer) =>
        waiting.TryRemove(CallKey.OfAnswer(answer), out TaskCompletionSource<byte[]?>? call)
        && call.TrySetResult(answer.Source.ToArray());

    public void Close()
    {
        isClosed = true;
        foreach (TaskCompletionSource<byte[]?> call in waiting.Values)
            call.TrySetResult(null);
    }
}
