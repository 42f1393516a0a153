using System.Net.Sockets;
using Tessera.Hsm;
using Tessera.Iso8583;
using Tessera.Journal.Shards;
using Tessera.Primitives;

namespace Tessera.Server.Switch;

/// <summary>
/// The socket side of one link: takes every whole message of a receive, lets many wait for their decision, and sends
/// all ready answers and requests at once.
/// </summary>
internal sealed class SwitchConnection : IDisposable
{
    /// <summary>About a hundred messages: what a busy peer has sent meanwhile comes in one receive.</summary>
    private const int ReceiveBytes = 32 * 1024;

    private readonly Socket socket;
    private readonly Stream stream;
    private readonly SwitchLink link;
    private readonly SwitchSettings settings;
    private readonly SwitchCounters counters;
    private readonly TimeProvider time;
    private readonly Outbox outbox;
    private readonly InFlight inFlight;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource cut = new();
    private readonly long openedAt;
    private long keySince;
    private long lastMessageAt;
    private long halfMessageSince;
    private long sendSince;
    private int reason;
    private int isAsking;
    private bool isDisposed;

    /// <summary>The stream is the socket's, or the TLS over it.</summary>
    public SwitchConnection(Socket socket, Stream stream, SwitchLink link, SwitchDoor door)
    {
        this.socket = socket;
        this.stream = stream;
        this.link = link;
        settings = door.Settings;
        counters = door.Counters;
        time = door.Time;
        outbox = new Outbox(settings.MaxOutboxBytes);
        link.Send = bytes => outbox.TryAdd(bytes);
        link.Lane = new AnswerLane(outbox.Hold, outbox.Release);
        inFlight = new InFlight(settings.MaxInFlight, Finish, Fail);
        openedAt = Now();
        lastMessageAt = openedAt;
        keySince = openedAt;
    }

    /// <summary>For the log: whose link it is.</summary>
    public string Owner => link.Owner;

    private bool IsEnding => Volatile.Read(ref reason) != 0;

    /// <summary>Runs until the link has ended; stopping lets what is in flight be answered.</summary>
    public async Task<CloseReason> RunAsync(CancellationToken stopping)
    {
        Task sender = SendAsync();
        await ReceiveAsync(stopping);
        link.Close();
        await inFlight.EndAsync();
        outbox.Complete();
        await sender;
        counters.LinkClosed((CloseReason)reason);
        return (CloseReason)reason;
    }

    /// <summary>Called from one timer of the listener.</summary>
    public void CheckTime()
    {
        long now = Now();
        if (IsPast(ref halfMessageSince, settings.MessageTime, now))
            Cut(CloseReason.HalfMessage);
        else if (IsPast(ref sendSince, settings.SendTime, now))
            Cut(CloseReason.Stalled);
        else if (!link.IsSignedOn && time.GetElapsedTime(openedAt, now) > settings.SignOnTime)
            Cut(CloseReason.NotSignedOn);
        else if (inFlight.IsEmpty && IsPast(ref lastMessageAt, settings.IdleTime, now))
            Cut(CloseReason.Idle);
        else if (link.IsRoute && IsPast(ref lastMessageAt, settings.EchoTime, now))
            Ask(EchoAsync);
        else if (link.IsRoute && settings.ZoneKeyTime is { } most && IsPast(ref keySince, most, now))
            Ask(ChangeKeyAsync);
    }

    public void Dispose()
    {
        lock (gate)
            isDisposed = true;
        stream.Dispose();
        socket.Dispose();
        outbox.Dispose();
        cut.Dispose();
    }

    /// <summary>One question of ours at a time.</summary>
    private void Ask(Func<Task> question)
    {
        if (Interlocked.Exchange(ref isAsking, 1) == 0)
            _ = AskAsync(question);
    }

    private async Task AskAsync(Func<Task> question)
    {
        try
        {
            await question();
        }
        catch (HsmException)
        {
            // There is no transport key for a next zone key; the link goes on under the one it has.
        }
        finally
        {
            Volatile.Write(ref isAsking, 0);
        }
    }

    private async Task EchoAsync()
    {
        if (!await link.EchoAsync())
            Cut(CloseReason.Idle);
    }

    /// <summary>A change that fails is tried again after the same time; the key in use goes on.</summary>
    private async Task ChangeKeyAsync()
    {
        Volatile.Write(ref keySince, Now());
        await link.ChangeKeyAsync();
    }

    private async Task ReceiveAsync(CancellationToken stopping)
    {
        FrameBuffer buffer = new(settings.MaxMessageBytes, ReceiveBytes);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cut.Token);
        try
        {
            while (!IsEnding)
            {
                int count = await stream.ReadAsync(buffer.Room(), either.Token);
                if (count == 0)
                    End(CloseReason.PeerClosed);
                buffer.Received(count);
                TakeAll(buffer);
            }
        }
        catch (OperationCanceledException)
        {
            End(CloseReason.Stopping);
        }
        catch (Exception)
        {
            // The peer's, or a fault of ours: the link ends, and what is in flight with it.
            Cut(CloseReason.Broken);
        }

        Volatile.Write(ref halfMessageSince, 0);
    }

    private void TakeAll(FrameBuffer buffer)
    {
        int taken = 0;
        ParseError error;
        outbox.Hold();
        while (buffer.TryTake(out ReadOnlyMemory<byte> message, out error) && !IsEnding)
        {
            taken++;
            if (!link.TryTakeAnswer(message.Span))
                Start(message.Span);
        }

        outbox.Release();
        if (taken > 0)
            Volatile.Write(ref lastMessageAt, Now());
        counters.MessagesReceived(taken);
        if (error.Code != ParseErrorCode.None)
            End(CloseReason.BadFrame);
        if (buffer.Pending == 0)
            Volatile.Write(ref halfMessageSince, 0);
        else if (taken > 0 || halfMessageSince == 0)
            Volatile.Write(ref halfMessageSince, Now());
    }

    private void Start(ReadOnlySpan<byte> message)
    {
        PendingAnswer pending = inFlight.Begin(message, out bool isFull);
        pending.Await(ReceiveAsync(pending.Message, isFull));
        if (link.Ending != CloseReason.None)
            End(link.Ending);
    }

    /// <summary>A fault at once is one like any other.</summary>
    private ValueTask<byte[]> ReceiveAsync(ReadOnlyMemory<byte> message, bool isFull)
    {
        try
        {
            return link.ReceiveAsync(message, isFull);
        }
        catch (Exception fault)
        {
            return ValueTask.FromException<byte[]>(fault);
        }
    }

    private void Finish(byte[] answer)
    {
        if (answer.Length > 0 && !outbox.TryAdd(answer))
            Cut(CloseReason.Stalled);
    }

    private void Fail()
    {
        counters.LeftUnanswered();
        Cut(CloseReason.Broken);
    }

    private async Task SendAsync()
    {
        try
        {
            while (await outbox.TakeAsync(cut.Token) is { Length: > 0 } ready)
            {
                Volatile.Write(ref sendSince, Now());
                await stream.WriteAsync(ready, cut.Token);
                Volatile.Write(ref sendSince, 0);
            }

            socket.Shutdown(SocketShutdown.Both);
        }
        catch (OperationCanceledException)
        {
            socket.Close(0);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            Cut(CloseReason.Broken);
        }
    }

    /// <summary>No more is read; what is in flight is still answered.</summary>
    private void End(CloseReason why) => Interlocked.CompareExchange(ref reason, (int)why, 0);

    /// <summary>Ends at once: nothing more is read or sent.</summary>
    private void Cut(CloseReason why)
    {
        End(why);
        lock (gate)
        {
            if (!isDisposed)
                cut.Cancel();
        }
    }

    private bool IsPast(ref long since, TimeSpan limit, long now)
    {
        long start = Volatile.Read(ref since);
        return start != 0 && time.GetElapsedTime(start, now) > limit;
    }

    private long Now() => time.GetTimestamp();
}
