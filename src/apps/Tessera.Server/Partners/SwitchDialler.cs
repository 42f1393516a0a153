using System.Net.Sockets;
using Tessera.Core.Directory;
using Tessera.Hsm;
using Tessera.Server.Switch;

namespace Tessera.Server.Partners;

/// <summary>Keeps one link to the network open: connects, signs on, serves what comes, and after an end connects again,
/// waiting longer each time.</summary>
public sealed class SwitchDialler : IAsyncDisposable
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private readonly SwitchDoor door;
    private readonly DialSettings dial;
    private readonly ILogger log;
    private readonly CancellationTokenSource stop = new();
    private SwitchConnection? connection;
    private ITimer? timer;
    private Task running = Task.CompletedTask;

    internal SwitchDialler(SwitchDoor door, DialSettings dial, ILogger log)
    {
        this.door = door;
        this.dial = dial;
        this.log = log;
    }

    /// <exception cref="InvalidOperationException">The settings protect the link less than its way demands.</exception>
    public void Start()
    {
        door.Settings.DemandProtection(dial.IsLoopback);
        timer = door.Time.CreateTimer(_ => connection?.CheckTime(), null, CheckInterval, CheckInterval);
        running = RunAsync();
    }

    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (timer is not null)
            await timer.DisposeAsync();
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        TimeSpan wait = dial.FirstWait;
        while (!stop.IsCancellationRequested)
        {
            bool wasOpen = await TryOpenAsync();
            wait = wasOpen ? dial.FirstWait : TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, dial.LongestWait.Ticks));
            await Task.Delay(wait, door.Time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A fault, such as a zone key that is not there yet, ends one try and not the dialling.</summary>
    private async Task<bool> TryOpenAsync()
    {
        try
        {
            return await TryOnceAsync();
        }
        catch (Exception fault)
        {
            log.LogError(
                "The ISO 8583 link to {Host}:{Port} failed: {Fault}", dial.Host, dial.Port,
                fault is HsmException ? fault.Message : fault.GetType().Name);
            return false;
        }
    }

    /// <summary>True when the link had signed on.</summary>
    private async Task<bool> TryOnceAsync()
    {
        if (Partner() is not { } partner)
            return false;
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(dial.Host, dial.Port, stop.Token);
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            return false;
        }

        door.Counters.LinkOpened();
        await using NetworkStream plain = new(socket);
        if (await SecureAsync(plain, partner.Code) is not { } stream)
        {
            door.Counters.LinkClosed(CloseReason.Untrusted);
            return false;
        }

        await using (stream)
            return await RunAsync(socket, stream, partner);
    }

    private async Task<bool> RunAsync(Socket socket, Stream stream, Participant partner)
    {
        SwitchLink link = new(door, partner);
        using SwitchConnection own = new(socket, stream, link, door);
        connection = own;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        Task<CloseReason> run = own.RunAsync(ending.Token);
        bool isOpen = false;
        CloseReason reason;
        try
        {
            isOpen = await link.SignOnAsync();
        }
        finally
        {
            if (!isOpen)
            {
                log.LogWarning("The ISO 8583 link to {Participant} was not signed on", partner.Code);
                await ending.CancelAsync();
            }

            reason = await run;
            connection = null;
        }

        if (log.IsEnabled(LogLevel.Information))
            log.LogInformation("ISO 8583 link to {Participant} ended: {Reason}", partner.Code, reason);
        return isOpen;
    }

    private async Task<Stream?> SecureAsync(Stream plain, string code)
    {
        if (door.Settings.Tls is not { } tls)
            return plain;
        using CancellationTokenSource limit = new(door.Settings.SignOnTime, door.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop.Token);
        return await tls.ConnectAsync(plain, code, door.Time.GetUtcNow(), either.Token);
    }

    private Participant? Partner() => door.Directory().Participants.Values
        .FirstOrDefault(p => p.IsOutside && p.Roles.HasFlag(ParticipantRoles.Network));
}
