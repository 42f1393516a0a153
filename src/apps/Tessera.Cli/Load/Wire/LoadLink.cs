using System.Diagnostics;
using System.Net.Sockets;

namespace Tessera.Cli.Load.Wire;

/// <summary>
/// One connection with prepared messages, driven by one thread with plain blocking calls: the cheapest way, since the
/// generator shares the processors with the server. Closed loop: each answer lets the next message go. At a fixed rate
/// messages leave when they are due, and a late one counts from when it was due, so that a slow server cannot hide.
/// </summary>
internal abstract class LoadLink(PreparedMessages messages) : IDisposable
{
    private const int BufferBytes = 256 * 1024;
    private const int SocketBytes = 1024 * 1024;
    private const int LookUpMilliseconds = 500;
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(10);

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp)
    {
        NoDelay = true,
        ReceiveBufferSize = SocketBytes,
        SendBufferSize = SocketBytes,
        ReceiveTimeout = LookUpMilliseconds,
    };

    private readonly byte[] received = new byte[BufferBytes];

    // When a message left or should have left; zero once it was answered.
    private readonly long[] sentAt = new long[messages.Count];
    private LoadClock clock;
    private int start;
    private int end;

    /// <summary>Only of what left in the measured time.</summary>
    public LoadTally Tally { get; } = new();

    public int Sent { get; private set; }

    public int Answered { get; private set; }

    public int Unanswered => Sent - Answered;

    public long LastAt { get; private set; }

    public bool RanOut => Sent == messages.Count;

    public virtual void Open(string host, int port) => socket.Connect(host, port);

    /// <summary>Sends until the end and waits for what is in flight then; what has no answer after ten seconds has
    /// none.</summary>
    public void Run(int window, double perSecond, LoadClock time, CancellationToken cancel)
    {
        clock = time;
        while (true)
        {
            var now = Stopwatch.GetTimestamp();
            SendWhatMay(now, window, perSecond);
            if (Unanswered == 0 && (RanOut || now >= clock.End))
            {
                return;
            }

            if (Stopwatch.GetElapsedTime(clock.End, now) > LastAnswers)
            {
                return;
            }

            cancel.ThrowIfCancellationRequested();
            if (perSecond == 0 || Unanswered >= window || WaitsForAnswer(perSecond))
            {
                Receive();
            }
        }
    }

    public void Dispose() => socket.Dispose();

    /// <summary>Takes whole answers and returns how many bytes they were.</summary>
    protected abstract int Hear(ReadOnlySpan<byte> bytes);

    /// <summary>Sends before the clock runs, and waits until something was heard.</summary>
    protected void Exchange(ReadOnlySpan<byte> message, Func<bool> isHeard)
    {
        socket.Send(message);
        var asked = Stopwatch.GetTimestamp();
        while (!isHeard())
        {
            if (Stopwatch.GetElapsedTime(asked) > LastAnswers)
            {
                throw new LoadException("The server does not answer on a link.");
            }

            Receive();
        }
    }

    protected bool IsInFlight(int index) => index >= 0 && index < Sent && sentAt[index] != 0;

    /// <summary>Null is accepted.</summary>
    protected void Count(int index, string? refusal)
    {
        if (!IsInFlight(index))
        {
            throw new LoadException("A message was answered twice.");
        }

        var left = sentAt[index];
        sentAt[index] = 0;
        Answered++;
        if (left < clock.From)
        {
            return;
        }

        if (refusal is null)
        {
            Tally.Accept(LastAt - left);
        }
        else
        {
            Tally.Refuse(refusal, LastAt - left);
        }
    }

    private void SendWhatMay(long now, int window, double perSecond)
    {
        var due = messages.Count;
        if (perSecond > 0)
        {
            var seconds = (double)(Math.Min(now, clock.End) - clock.Start) / Stopwatch.Frequency;
            due = (int)Math.Min(due, Math.Ceiling(seconds * perSecond));
        }
        else if (now >= clock.End)
        {
            return;
        }

        for (var may = Math.Min(due - Sent, window - Unanswered); may > 0;)
        {
            var bytes = messages.Run(Sent, may, out var count);
            for (var i = Sent; i < Sent + count; i++)
            {
                sentAt[i] = perSecond > 0 ? DueAt(i, perSecond) : now;
            }

            Sent += count;
            may -= count;
            socket.Send(bytes);
        }
    }

    private long DueAt(int index, double perSecond) =>
        clock.Start + (long)(index / perSecond * Stopwatch.Frequency);

    /// <summary>False when the next message is due before an answer comes.</summary>
    private bool WaitsForAnswer(double perSecond)
    {
        var left = Math.Min(DueAt(Sent, perSecond), clock.End) - Stopwatch.GetTimestamp();
        var wait = RanOut || left <= 0 && Sent > 0 && Stopwatch.GetTimestamp() >= clock.End
            ? TimeSpan.FromMilliseconds(LookUpMilliseconds)
            : Stopwatch.GetElapsedTime(0, Math.Max(left, 0));
        return socket.Poll(wait, SelectMode.SelectRead);
    }

    private void Receive()
    {
        if (end == received.Length)
        {
            received.AsSpan(start, end - start).CopyTo(received);
            (start, end) = (0, end - start);
        }

        int count;
        try
        {
            count = socket.Receive(received.AsSpan(end));
        }
        catch (SocketException fault) when (fault.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            return;
        }

        if (count == 0)
        {
            throw new LoadException("The server closed a link.");
        }

        end += count;
        LastAt = Stopwatch.GetTimestamp();
        start += Hear(received.AsSpan(start, end - start));
        if (start == end)
        {
            (start, end) = (0, 0);
        }
    }
}
