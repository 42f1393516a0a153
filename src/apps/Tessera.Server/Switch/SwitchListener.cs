using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tessera.Server.Switch;

/// <summary>The TCP door for ISO 8583: accepts links, with TLS where it is set, and watches their time limits.
/// </summary>
public sealed class SwitchListener : IAsyncDisposable
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private readonly SwitchDoor door;
    private readonly ILogger log;
    private readonly Socket socket;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<Socket, Task> links = [];
    private readonly ConcurrentDictionary<SwitchConnection, bool> connections = [];
    private ITimer? timer;
    private Task accepting = Task.CompletedTask;

    internal SwitchListener(SwitchDoor door, ILogger log)
    {
        this.door = door;
        this.log = log;
        socket = new Socket(door.Settings.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
    }

    public bool IsOpen => socket.IsBound;

    public int Port => ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <summary>Binds; port 0 takes a free one.</summary>
    /// <exception cref="InvalidOperationException">The settings protect links less than the address demands.
    /// </exception>
    public void Start(int port)
    {
        door.Settings.DemandProtection(IPAddress.IsLoopback(door.Settings.Address));
        socket.Bind(new IPEndPoint(door.Settings.Address, port));
        socket.Listen(128);
        timer = door.Time.CreateTimer(_ => CheckTime(), null, CheckInterval, CheckInterval);
        accepting = AcceptAsync();
    }

    /// <summary>Takes no more links and no more messages, answers what is in flight, closes.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        socket.Close();
        await accepting;
        await Task.WhenAll(links.Values);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (timer is not null)
            await timer.DisposeAsync();
        socket.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            Socket peer;
            try
            {
                peer = await socket.AcceptAsync(stop.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                continue;
            }

            Open(peer);
        }
    }

    private void Open(Socket peer)
    {
        door.Counters.LinkOpened();
        if (links.Count >= door.Settings.MaxLinks)
        {
            door.Counters.LinkClosed(CloseReason.TooManyLinks);
            peer.Dispose();
            return;
        }

        peer.NoDelay = true;
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        links[peer] = ended.Task;
        _ = RunAsync(peer, ended);
    }

    private async Task RunAsync(Socket peer, TaskCompletionSource ended)
    {
        await Task.Yield();
        try
        {
            await using NetworkStream plain = new(peer);
            if (await SecureAsync(plain) is not { } secured)
            {
                door.Counters.SecurityRefused();
                door.Counters.LinkClosed(CloseReason.Untrusted);
                return;
            }

            await using Stream stream = secured.Stream;
            using SwitchConnection connection = new(peer, stream, new SwitchLink(door, secured.Code), door);
            await RunAsync(connection);
        }
        finally
        {
            links.TryRemove(peer, out _);
            peer.Dispose();
            ended.SetResult();
        }
    }

    private async Task RunAsync(SwitchConnection connection)
    {
        connections[connection] = true;
        CloseReason reason;
        try
        {
            reason = await connection.RunAsync(stop.Token);
        }
        finally
        {
            connections.TryRemove(connection, out _);
        }

        if (log.IsEnabled(LogLevel.Information))
            log.LogInformation("ISO 8583 link of {Participant} ended: {Reason}", connection.Owner, reason);
    }

    private async Task<(Stream Stream, string Code)?> SecureAsync(Stream plain)
    {
        if (door.Settings.Tls is not { } tls)
            return (plain, "");
        using CancellationTokenSource limit = new(door.Settings.SignOnTime, door.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop.Token);
        return await tls.AcceptAsync(plain, door.Time.GetUtcNow(), either.Token);
    }

    private void CheckTime()
    {
        foreach (SwitchConnection connection in connections.Keys)
            connection.CheckTime();
    }
}
