using System.Net;
using System.Net.Sockets;
using Tessera.Iso8583;

namespace Tessera.Server.Tests.Tills;

/// <summary>An acquirer on loopback that answers as the test says, message by message.</summary>
internal sealed class FakeAcquirer : IDisposable
{
    public static readonly Dialect Dialect = Dialect.Ascii1987Hex;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _received = [];
    private readonly Func<string, int, Reaction> _react;

    /// <summary>The till's time; it passes when a message gets no answer that belongs to it.</summary>
    public TillTime Time { get; } = new();

    public FakeAcquirer(Func<string, int, Reaction> react)
    {
        _react = react;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Makes the message authentication code of answers; null leaves it out.</summary>
    public Func<byte[], byte[]>? Mac { get; init; }

    /// <summary>For tills that pass over what they get.</summary>
    public bool PassesTimeAfterEachAnswer { get; set; }

    /// <summary>Numbers, from one, of the sign-ons that are refused.</summary>
    public HashSet<int> RefusedSignOns { get; } = [];

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Type and key elements of each message, such as <c>0100 000002 1125103000</c>.</summary>
    public IReadOnlyList<string> Received
    {
        get
        {
            lock (_received)
            {
                return [.. _received];
            }
        }
    }

    public byte[] LastRequest { get; private set; } = [];

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private byte[] Answer(byte[] request, Reaction reaction)
    {
        Assert.True(IsoMessage.TryRead(request, Dialect, out var message, out _));
        Span<byte> target = stackalloc byte[512];
        var writer = new IsoWriter(target, Dialect, message.Type.Response);
        writer.Copy(message, 3);
        if (reaction == Reaction.WrongAmount)
        {
            writer.WriteText(4, "000000000001");
        }
        else
        {
            writer.Copy(message, 4);
        }

        writer.Copy(message, 7);
        writer.WriteText(11, reaction == Reaction.WrongTrace ? "999999" : message[11].ToText());
        writer.Copy(message, 32);
        writer.Copy(message, 37);
        if (reaction == Reaction.Approve && message.Type.Class == 1)
        {
            writer.WriteText(38, "A12345");
        }

        writer.WriteText(39, reaction switch
        {
            Reaction.Decline => "51",
            Reaction.NotFound => "25",
            Reaction.NotPermitted => "12",
            Reaction.IssuerDown => "91",
            _ => "00",
        });
        writer.Copy(message, 41);
        writer.Copy(message, 70);
        if (Mac is not null)
        {
            var field = writer.Fields.BitmapBytes == 16 ? 128 : 64;
            var covered = writer.BeginMac(field).ToArray();
            writer.WriteBytes(field, Mac(covered));
        }

        Assert.True(writer.TryFinish(out var length, out _));
        return target[..length].ToArray();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var socket = await _listener.AcceptSocketAsync(_stop.Token);
                await ServeAsync(socket);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        var buffer = new FrameBuffer(4096);
        while (true)
        {
            while (buffer.TryTake(out var message, out _))
            {
                if (!await ReactAsync(socket, message.ToArray()))
                {
                    return;
                }
            }

            int count;
            try
            {
                count = await socket.ReceiveAsync(buffer.Room(), _stop.Token);
            }
            catch (SocketException)
            {
                return;
            }

            if (count == 0)
            {
                return;
            }

            buffer.Received(count);
        }
    }

    private async Task<bool> ReactAsync(Socket socket, byte[] request)
    {
        var (type, keys) = Describe(request);
        int number;
        lock (_received)
        {
            _received.Add(type + keys);
            number = _received.Count(line => line.StartsWith(type, StringComparison.Ordinal));
        }

        if (type is "0100" or "0101")
        {
            LastRequest = request;
        }

        var reaction = type != "0800" ? _react(type, number)
            : RefusedSignOns.Contains(number) ? Reaction.Decline
            : Reaction.Approve;
        if (reaction == Reaction.Hang)
        {
            return false;
        }

        if (reaction != Reaction.Silence)
        {
            var answer = reaction == Reaction.Garbage ? [0x00, 0x00] : Frame(Answer(request, reaction));
            await socket.SendAsync(answer, _stop.Token);
        }

        if (PassesTimeAfterEachAnswer || reaction is Reaction.Silence or Reaction.WrongTrace or Reaction.WrongAmount)
        {
            Time.Advance(TimeSpan.FromSeconds(30));
        }

        return true;
    }

    private static (string Type, string Keys) Describe(byte[] request)
    {
        Assert.True(IsoMessage.TryRead(request, Dialect, out var message, out _));
        return (message.Type.ToString(), $" {message[11].ToText()} {message[7].ToText()}");
    }

    private static byte[] Frame(byte[] message)
    {
        var frame = new byte[message.Length + IsoFrame.PrefixBytes];
        IsoFrame.WriteLength(frame, message.Length);
        message.CopyTo(frame, IsoFrame.PrefixBytes);
        return frame;
    }
}
