using System.Net;
using System.Net.Sockets;
using Tessera.Iso8583;
using Tessera.Server.Tests.Tills;

namespace Tessera.Server.Tests.Taps;

/// <summary>Stands between a till and the server's ISO 8583 door and loses answers of the types named.</summary>
internal sealed class LosingRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Queue<string> _losses;

    /// <param name="target">Port of the server's door.</param>
    /// <param name="losses">Types of answers to lose, each once, in the order in which they come.</param>
    public LosingRelay(int target, params string[] losses)
    {
        _target = target;
        _losses = new Queue<string>(losses);
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The till's time; it passes whenever an answer is lost.</summary>
    public TillTime Time { get; } = new();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var till = await _listener.AcceptSocketAsync(_stop.Token);
                using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await server.ConnectAsync("127.0.0.1", _target, _stop.Token);
                await Task.WhenAny(ForwardAsync(till, server, losesAnswers: false), ForwardAsync(server, till, true));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ForwardAsync(Socket from, Socket to, bool losesAnswers)
    {
        var buffer = new FrameBuffer(4096);
        while (true)
        {
            while (buffer.TryTake(out var message, out _))
            {
                if (losesAnswers && IsLost(message.Span))
                {
                    Time.Advance(TimeSpan.FromSeconds(30));
                }
                else
                {
                    var frame = new byte[message.Length + IsoFrame.PrefixBytes];
                    IsoFrame.WriteLength(frame, message.Length);
                    message.CopyTo(frame.AsMemory(IsoFrame.PrefixBytes));
                    await to.SendAsync(frame, _stop.Token);
                }
            }

            var count = await from.ReceiveAsync(buffer.Room(), _stop.Token);
            if (count == 0)
            {
                return;
            }

            buffer.Received(count);
        }
    }

    private bool IsLost(ReadOnlySpan<byte> message)
    {
        IsoMessage.TryRead(message, Dialect.Ascii1987Hex, out var read, out _);
        if (!_losses.TryPeek(out var next) || read.Type.ToString() != next)
        {
            return false;
        }

        _losses.Dequeue();
        return true;
    }
}
