using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Tessera.Iso8583;

namespace Tessera.Cli.Demo;

/// <summary>The cable between a party that dials, such as an issuer, and the network: messages can be lost on it, and
/// it can be pulled.</summary>
internal sealed class DemoWire : IAsyncDisposable
{
    private const int MaxMessageBytes = 4096;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, bool> open = [];
    private readonly int target;
    private volatile bool isPulled;
    private Task accepting = Task.CompletedTask;

    private DemoWire(int target) => this.target = target;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How often a message arrives that one end sent: once when nothing is wrong. True for the
    /// messages of the end that dialled.</summary>
    public Func<bool, byte[], int> Copies { get; set; } = (_, _) => 1;

    public static DemoWire Start(int target)
    {
        var wire = new DemoWire(target);
        wire.listener.Start();
        wire.accepting = wire.AcceptAsync();
        return wire;
    }

    public void Pull()
    {
        isPulled = true;
        foreach (var socket in open.Keys)
        {
            socket.Dispose();
        }
    }

    public void Plug() => isPulled = false;

    public async ValueTask DisposeAsync()
    {
        Pull();
        listener.Dispose();
        await accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await listener.AcceptSocketAsync());
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The wire is taken away.
        }
    }

    private async Task CarryAsync(Socket issuer)
    {
        using var network = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (issuer)
        {
            open[issuer] = open[network] = true;
            try
            {
                if (!isPulled)
                {
                    issuer.NoDelay = true;
                    await network.ConnectAsync(IPAddress.Loopback, target);
                    await Task.WhenAny(PassAsync(issuer, network, true), PassAsync(network, issuer, false));
                }
            }
            catch (Exception end) when (end is SocketException or ObjectDisposedException)
            {
                // Whoever uses the wire sees it end.
            }

            open.TryRemove(issuer, out _);
            open.TryRemove(network, out _);
        }
    }

    private async Task PassAsync(Socket from, Socket to, bool isIssuers)
    {
        var buffer = new FrameBuffer(MaxMessageBytes);
        try
        {
            while (await from.ReceiveAsync(buffer.Room()) is var count and > 0)
            {
                buffer.Received(count);
                while (buffer.TryTake(out var message, out _))
                {
                    await PassAsync(message.ToArray(), to, isIssuers);
                }
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The other direction ends with this one.
        }
    }

    private async Task PassAsync(byte[] message, Socket to, bool isIssuers)
    {
        var frame = new byte[IsoFrame.PrefixBytes + message.Length];
        IsoFrame.WriteLength(frame, message.Length);
        message.CopyTo(frame, IsoFrame.PrefixBytes);
        for (var copies = Copies(isIssuers, message); copies > 0; copies--)
        {
            await to.SendAsync(frame);
        }
    }
}
