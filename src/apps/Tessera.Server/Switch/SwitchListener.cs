using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tessera.Server.Switch;

/// <summary>The TCP door for ISO 8583: accepts links on loopback and watches their time limits.</summary>
public sealed class SwitchListener : IAsyncDisposable
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private readonly SwitchSettings settings;
    private readonly SwitchCounters counters;
    private readonly TimeProvider time;
    private readonly Func<SwitchLink> newLink;
    private readonly ILogger log;
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<SwitchConnection, Task> connections = [];
    private ITimer? timer;
    private Task accepting = Task.CompletedTask;

    internal SwitchListener(
        SwitchSettings settings, SwitchCounters counters, TimeProvider time, Func<SwitchLink> newLink, ILogger log)
    {
        this.settings = settings;
        this.counters = counters;
        this.time = time;
        this.newLink = newLink;
        this.log = log;
    }

    public bool IsOpen => socket.IsBound;

    public int Port => ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <summary>Binds to loopback; port 0 takes a free one.</summary>
    /// <exception cref="InvalidOperationException">The settings allow plain links no more than they protect them.
    /// </exception>
    public void Start(int port)
    {
        if (!settings.AllowsPlainLoopback && !settings.RequiresMac)
            throw new InvalidOperationException("ISO 8583 links need RequiresMac or, plain, AllowsPlainLoopback.");
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        socket.Listen(128);
        timer = time.CreateTimer(_ => CheckTime(), null, CheckInterval, CheckInterval);
        accepting = AcceptAsync();
    }

    /// <summary>Takes no more links and no more messages, answers what is in flight, closes.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        socket.Close();
        await accepting;
        await Task.WhenAll(connections.Values);
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
        counters.LinkOpened();
        if (connections.Count >= settings.MaxLinks)
        {
            counters.LinkClosed(CloseReason.TooManyLinks);
            peer.Dispose();
            return;
        }

        peer.NoDelay = true;
        SwitchConnection connection = new(peer, newLink(), settings, counters, time);
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        connections[connection] = ended.Task;
        _ = RunAsync(connection, ended);
    }

    private async Task RunAsync(SwitchConnection connection, TaskCompletionSource ended)
    {
        await Task.Yield();
        try
        {
            CloseReason reason = await connection.RunAsync(stop.Token);
            if (log.IsEnabled(LogLevel.Information))
                log.LogInformation("ISO 8583 link of {Participant} ended: {Reason}", connection.Owner, reason);
        }
        finally
        {
            connections.TryRemove(connection, out _);
            connection.Dispose();
            ended.SetResult();
        }
    }

    private void CheckTime()
    {
        foreach (SwitchConnection connection in connections.Keys)
            connection.CheckTime();
    }
}
