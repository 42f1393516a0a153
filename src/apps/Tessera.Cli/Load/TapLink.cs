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
    private LoadClock clock;
    private string signOnCode = "";

    public TapLink(byte[][] frames, int firstTrace)
    {
        this.frames = frames;
        this.firstTrace = firstTrace;
        sentAt = new long[frames.Length];
        Ticks = new List<long>(frames.Length);
    }

    /// <summary>From when a message should have left to its answer; only of what left in the measured time.</summary>
    public List<long> Ticks { get; }

    public Dictionary<string, long> Codes { get; } = new(StringComparer.Ordinal);

    public int Unanswered => sent - answered;

    public long LastAt { get; private set; }

    public bool RanOut => sent == frames.Length;

    public async Task OpenAsync(int port, byte[] signOn, CancellationToken cancel)
    {
        await socket.ConnectAsync("127.0.0.1", port, cancel);
        await socket.SendAsync(signOn, cancel);
        while (await TakeAsync(cancel) == 0)
        {
        }

        if (signOnCode != "00")
        {
            throw new LoadException($"The link was not signed on: {signOnCode}.");
        }
    }

    /// <summary>Sends until the end and waits for what is in flight then; what has no answer after ten seconds has
    /// none.</summary>
    public async Task RunAsync(int window, double perSecond, LoadClock time, CancellationToken cancel)
    {
        clock = time;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), time.End) + LastAnswers);
        try
        {
            if (perSecond == 0)
            {
                await RunClosedAsync(window, limit.Token);
            }
            else
            {
                await RunAtRateAsync(window, perSecond, limit);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
        }
    }

    public void Dispose() => socket.Dispose();

    private async Task RunClosedAsync(int window, CancellationToken cancel)
    {
        await SendAsync(Math.Min(window, frames.Length), cancel);
        while (answered < sent)
        {
            var taken = await TakeAsync(cancel);
            if (!clock.IsOver)
            {
                await SendAsync(Math.Min(taken, frames.Length - sent), cancel);
            }
        }
    }

    private async Task RunAtRateAsync(int window, double perSecond, CancellationTokenSource limit)
    {
        var sending = Task.Factory.StartNew(
            () => SendWhenDue(window, perSecond, limit), limit.Token, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            while (!sending.IsCompleted)
            {
                await TakeAsync(limit.Token);
            }
        }
        finally
        {
            await sending;
        }
    }

    // A thread of its own: timers of the runtime are off by several milliseconds.
    private void SendWhenDue(int window, double perSecond, CancellationTokenSource limit)
    {
        while (!clock.IsOver && !RanOut)
        {
            limit.Token.ThrowIfCancellationRequested();
            var due = (int)(Stopwatch.GetElapsedTime(clock.Start).TotalSeconds * perSecond) + 1;
            var count = Math.Min(Math.Min(due, frames.Length) - sent, window - (sent - answered));
            if (count <= 0)
            {
                Thread.Sleep(1);
                continue;
            }

            for (var i = sent; i < sent + count; i++)
            {
                sentAt[i] = clock.Start + (long)(i / perSecond * Stopwatch.Frequency);
            }

            Take(count);
            socket.Send(batch);
        }

        while (answered < sent && !limit.IsCancellationRequested)
        {
            Thread.Sleep(1);
        }

        // Nobody answers any more: ends the wait for bytes.
        limit.Cancel();
    }

    private async Task SendAsync(int count, CancellationToken cancel)
    {
        if (count > 0)
        {
            cancel.ThrowIfCancellationRequested();
            Take(count);
            await socket.SendAsync(batch);
        }
    }

    private void Take(int count)
    {
        batch.Clear();
        var now = Stopwatch.GetTimestamp();
        for (var i = sent; i < sent + count; i++)
        {
            sentAt[i] = sentAt[i] == 0 ? now : sentAt[i];
            batch.Add(frames[i]);
        }

        sent += count;
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
            Hear(message.Span);
            taken++;
        }

        return error.Code == ParseErrorCode.None ? taken : throw new LoadException($"An answer: {error}.");
    }

    private void Hear(ReadOnlySpan<byte> bytes)
    {
        if (!IsoMessage.TryRead(bytes, Dialect.Ascii1987Hex, out var message, out var error)
            || !message.TryReadNumber(11, out var trace, out error))
        {
            throw new LoadException($"An answer cannot be read: {error}.");
        }

        var code = message[39].ToText();
        var index = (int)trace - firstTrace;
        if (index < 0 || index >= sent)
        {
            signOnCode = code;
            return;
        }

        answered++;
        if (sentAt[index] >= clock.From)
        {
            Ticks.Add(LastAt - sentAt[index]);
            Codes[code] = Codes.GetValueOrDefault(code) + 1;
        }
    }
}
