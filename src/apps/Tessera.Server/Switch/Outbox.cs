using Tessera.Iso8583;

namespace Tessera.Server.Switch;

/// <summary>
/// Answers that are ready: whatever has gathered while the last send ran, or between a hold and its release, goes out
/// in the next one. Any thread adds, one takes.
/// </summary>
internal sealed class Outbox(int limitBytes) : IDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim ready = new(0, 1);
    private byte[] filling = new byte[4096];
    private byte[] sending = new byte[4096];
    private int length;
    private int holds;
    private bool isComplete;
    private bool isDisposed;

    /// <summary>False when the answers that wait would exceed the limit.</summary>
    public bool TryAdd(ReadOnlySpan<byte> message)
    {
        lock (gate)
        {
            int needed = length + IsoFrame.PrefixBytes + message.Length;
            if (needed > limitBytes)
                return false;
            if (needed > filling.Length)
                Array.Resize(ref filling, Math.Max(needed, filling.Length * 2));
            IsoFrame.WriteLength(filling.AsSpan(length), message.Length);
            message.CopyTo(filling.AsSpan(length + IsoFrame.PrefixBytes));
            length = needed;
            if (holds == 0)
                Signal();
            return true;
        }
    }

    /// <summary>More will come at once: a send waits for the release.</summary>
    public void Hold()
    {
        lock (gate)
            holds++;
    }

    public void Release()
    {
        lock (gate)
        {
            holds--;
            if (length > 0)
                Signal();
        }
    }

    /// <summary>No more answers will come.</summary>
    public void Complete()
    {
        lock (gate)
        {
            isComplete = true;
            Signal();
        }
    }

    /// <summary>All that is ready, valid until the next take; empty when it is complete.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> TakeAsync(CancellationToken cancel)
    {
        while (true)
        {
            await ready.WaitAsync(cancel);
            lock (gate)
            {
                (filling, sending) = (sending, filling);
                (int count, length) = (length, 0);
                if (isComplete)
                    Signal();
                if (count > 0 || isComplete)
                    return sending.AsMemory(0, count);
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            ready.Dispose();
        }
    }

    private void Signal()
    {
        if (!isDisposed && ready.CurrentCount == 0)
            ready.Release();
    }
}
