using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tessera.Cli.Torture.Network;

/// <summary>
/// A wire between clients and a server whose port may change: what it does to them is set while it works. With framing
/// it passes on whole ISO 8583 messages and can double and swap them; without, pieces as they come.
/// </summary>
internal sealed class FaultProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<int, ProxyLink> links = new();
    private readonly bool isFramed;
    private readonly int seed;
    private volatile int target;
    private volatile Trouble trouble;
    private int opened;
    private int done;

    public FaultProxy(bool isFramed, int seed)
    {
        this.isFramed = isFramed;
        this.seed = seed;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Where new connections go; 0 refuses them.</summary>
    public int Target
    {
        get => target;
        set => target = value;
    }

    public Trouble Trouble
    {
        get => trouble;
        set => trouble = value;
    }

    /// <summary>One in so many pieces is hit.</summary>
    public int OneIn { get; set; } = 20;

    /// <summary>How many pieces were hit so far.</summary>
    public int Done => Volatile.Read(ref done);

    public bool IsFramed => isFramed;

    /// <summary>Resets every connection that is open.</summary>
    public void CutAll()
    {
        foreach (var link in links.Values)
        {
            link.Cut();
        }
    }

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        CutAll();
        stop.Dispose();
    }

    internal void Count() => Interlocked.Increment(ref done);

    private async Task AcceptAsync()
    {
        var cancel = stop.Token;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptSocketAsync(cancel);
                var number = ++opened;
                _ = ServeAsync(client, number, cancel);
            }
            catch (Exception fault) when (
                fault is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // A client that left before it was taken in, or the end.
            }
        }
    }

    private async Task ServeAsync(Socket client, int number, CancellationToken cancel)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, Target, cancel);
                var link = new ProxyLink(this, client, server, HashCode.Combine(seed, number));
                links[number] = link;
                await link.RunAsync(cancel);
            }
            catch (Exception fault) when (fault is SocketException or OperationCanceledException
                or ObjectDisposedException or ArgumentOutOfRangeException)
            {
                // Nobody listens there now: the client is told by a reset.
                client.LingerState = new LingerOption(true, 0);
            }
            finally
            {
                links.TryRemove(number, out _);
            }
        }
    }
}
