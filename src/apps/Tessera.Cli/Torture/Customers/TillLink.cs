using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Tessera.Iso8583;

namespace Tessera.Cli.Torture.Customers;

/// <summary>One ISO 8583 link that several tills share, opened again when it breaks. An answer belongs to the request
/// of its type and trace number.</summary>
internal sealed class TillLink(int port, byte[] signOn) : IDisposable
{
    private const int MostBytes = 4_096;
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim sending = new(1);
    private readonly ConcurrentDictionary<(ushort Type, int Trace), TaskCompletionSource<byte[]?>> waiting = new();
    private Socket? socket;
    private TortureException? fault;

    /// <summary>Null when no answer came: nobody knows what happened.</summary>
    public async Task<byte[]?> AskAsync(byte[] message, CancellationToken cancel)
    {
        if (fault is not null)
        {
            throw fault;
        }

        await sending.WaitAsync(cancel);
        Task<byte[]?> answer;
        var open = socket;
        try
        {
            open ??= await OpenAsync(cancel);
            answer = await SendAsync(open, message, cancel);
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            Drop(open);
            return null;
        }
        finally
        {
            sending.Release();
        }

        return await answer;
    }

    public void Dispose()
    {
        Drop(socket);
        sending.Dispose();
    }

    public static (MessageType Type, int Trace) KeyOf(ReadOnlySpan<byte> message) =>
        IsoMessage.TryRead(message, Dialect.Ascii1987Hex, out var read, out _)
        && read.TryReadNumber(11, out var trace, out _)
            ? (read.Type, (int)trace)
            : throw new TortureException("The server sent a message that cannot be read.");

    private async Task<Socket> OpenAsync(CancellationToken cancel)
    {
        var opened = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await opened.ConnectAsync(IPAddress.Loopback, port, cancel);
            socket = opened;
            _ = ReceiveAsync(opened);
            if (await await SendAsync(opened, signOn, cancel) is null)
            {
                throw new SocketException((int)SocketError.TimedOut);
            }

            return opened;
        }
        catch
        {
            Drop(opened);
            throw;
        }
    }

    private async Task<Task<byte[]?>> SendAsync(Socket to, byte[] message, CancellationToken cancel)
    {
        var (type, trace) = KeyOf(message);
        var key = (type.Response.Value, trace);
        var answer = new TaskCompletionSource<byte[]?>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[key] = answer;
        var frame = new byte[IsoFrame.PrefixBytes + message.Length];
        IsoFrame.WriteLength(frame, message.Length);
        message.CopyTo(frame, IsoFrame.PrefixBytes);
        for (ReadOnlyMemory<byte> rest = frame; !rest.IsEmpty;)
        {
            rest = rest[await to.SendAsync(rest, cancel)..];
        }

        return WaitAsync(to, key, answer);
    }

    private async Task<byte[]?> WaitAsync(
        Socket on, (ushort Type, int Trace) key, TaskCompletionSource<byte[]?> answer)
    {
        try
        {
            return await answer.Task.WaitAsync(AnswerTime);
        }
        catch (TimeoutException)
        {
            // The link may be half closed: a till that hears nothing takes another one.
            Drop(on);
            return null;
        }
        finally
        {
            waiting.TryRemove(KeyValuePair.Create(key, answer));
        }
    }

    private async Task ReceiveAsync(Socket from)
    {
        var received = new FrameBuffer(MostBytes);
        try
        {
            for (int count; (count = await from.ReceiveAsync(received.Room())) > 0;)
            {
                received.Received(count);
                while (received.TryTake(out var message, out _))
                {
                    var (type, trace) = KeyOf(message.Span);
                    if (waiting.TryGetValue((type.Value, trace), out var answer))
                    {
                        answer.TrySetResult(message.ToArray());
                    }
                }
            }
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            // The link is gone; whoever waits on it asks again.
        }
        catch (TortureException unreadable)
        {
            fault = unreadable;
        }

        Drop(from);
    }

    private void Drop(Socket? broken)
    {
        if (broken is null)
        {
            return;
        }

        Interlocked.CompareExchange(ref socket, null, broken);
        broken.Dispose();
        foreach (var answer in waiting.Values)
        {
            answer.TrySetResult(null);
        }
    }
}
