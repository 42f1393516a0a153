using System.Diagnostics;
using System.Net.Sockets;
using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Cli.Load;

/// <summary>
/// One link with many messages in flight. Closed loop: each answer lets the next message go. At a fixed rate messages
/// leave when they are due, and a late one counts from when it was due, so that a slow server cannot hide.
/// </summary>
internal sealed class TapLink : IDisposable
{
    private const int MaxMessageBytes = 4096;
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(10);

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly FrameBuffer received = new(MaxMessageBytes);
    private readonly byte[][] frames;
    private readonly int firstTrace;
    private readonly long[] sentAt;
    private readonly List<ArraySegment<byte>> batch = [];
    private volatile int sent;
    private volatile int answered;

    public TapLink(byte[][] frames, int firstTrace)
    {
        this.frames = frames;
        this.firstTrace = firstTrace;
        sentAt = new long[frames.Length];
        Ticks = new List<long>(frames.Length);
    }

    /// <summary>From when a message should have left to its answer.</summary>
    public List<long> Ticks { get; }

    public Dictionary<string, long> Codes { get; } = new(StringComparer.Ordinal);

    public int Sent => sent;

    public long LastAt { get; private set; }

    public bool RanOut => sent == frames.Length;

    public async Task OpenAsync(int port, byte[] signOn, CancellationToken cancel)
    {
        await socket.ConnectAsync("127.0.0.1", port, cancel);
        await socket.SendAsync(signOn, cancel);
        while (await TakeAsync(cancel) == 0)
        {
        }

        if (Codes.Keys.SingleOrDefault() != "00")
        {
            throw new LoadException("The link was not signed on.");
        }

        Codes.Clear();
    }

    /// <summary>Sends until the end and waits for what is in flight then; what has no answer after ten seconds has
    /// none.</summary>
    public async Task RunAsync(int window, double perSecond, long start, long end, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), end) + LastAnswers);
        try
        {
            if (perSecond == 0)
            {
                await RunClosedAsync(window, end, limit.Token);
            }
            else
            {
                await Task.WhenAll(
                    SendWhenDueAsync(window, perSecond, start, end, limit.Token), ReadAsync(end, limit.Token));
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
        }
    }

    public void Dispose() => socket.Dispose();

    private async Task RunClosedAsync(int window, long end, CancellationToken cancel)
    {
        await SendAsync(Math.Min(window, frames.Length), cancel);
        while (answered < sent)
        {
            var taken = await TakeAsync(cancel);
            if (Stopwatch.GetTimestamp() < end)
            {
                await SendAsync(Math.Min(taken, frames.Length - sent), cancel);
            }
        }
    }

    private async Task ReadAsync(long end, CancellationToken cancel)
    {
        while (Stopwatch.GetTimestamp() < end || answered < sent)
        {
            // Nothing may be in flight when the time is over: then nobody answers.
            if (answered == sent)
            {
                await Task.Delay(1, cancel);
            }
            else
            {
                await TakeAsync(cancel);
            }
        }
    }

    private async Task SendWhenDueAsync(int window, double perSecond, long start, long end, CancellationToken cancel)
    {
        while (Stopwatch.GetTimestamp() < end && !RanOut)
        {
            var due = (int)(Stopwatch.GetElapsedTime(start).TotalSeconds * perSecond);
            var count = Math.Min(Math.Min(due, frames.Length) - sent, window - (sent - answered));
            if (count <= 0)
            {
                await Task.Delay(1, cancel);
                continue;
            }

            for (var i = sent; i < sent + count; i++)
            {
                sentAt[i] = start + (long)(i / perSecond * Stopwatch.Frequency);
            }

            await SendAsync(count, cancel);
        }
    }

    private async Task SendAsync(int count, CancellationToken cancel)
    {
        if (count <= 0)
        {
            return;
        }

        batch.Clear();
        var now = Stopwatch.GetTimestamp();
        for (var i = sent; i < sent + count; i++)
        {
            sentAt[i] = sentAt[i] == 0 ? now : sentAt[i];
            batch.Add(frames[i]);
        }

        sent += count;
        cancel.ThrowIfCancellationRequested();
        await socket.SendAsync(batch);
    }

    /// <summary>Waits for bytes and takes every whole answer in them.</summary>
    private async ValueTask<int> TakeAsync(CancellationToken cancel)
    {
        var count = await socket.ReceiveAsync(received.Room(), cancel);
        if (count == 0)
        {
            throw new LoadException("The server closed a link.");
        }

        received.Received(count);
        LastAt = Stopwatch.GetTimestamp();
        var taken = 0;
        ParseError error;
        while (received.TryTake(out var message, out error))
        {
            Take(message.Span);
            taken++;
        }

        return error.Code == ParseErrorCode.None ? taken : throw new LoadException($"An answer: {error}.");
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (!IsoMessage.TryRead(bytes, Dialect.Ascii1987Hex, out var message, out var error)
            || !message.TryReadNumber(11, out var trace, out error))
        {
            throw new LoadException($"An answer cannot be read: {error}.");
        }

        var code = message[39].ToText();
        Codes[code] = Codes.GetValueOrDefault(code) + 1;
        var index = (int)trace - firstTrace;
        if (index >= 0 && index < sent)
        {
            Ticks.Add(LastAt - sentAt[index]);
            answered = Ticks.Count;
        }
    }
}
