using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Tessera.Iso8583;
using Tessera.Server.Switch;

namespace Tessera.Server.Tests.Switch;

// Goal: the sockets of the door under every delivery and every bad peer; time moves by hand.
public sealed class SwitchListenerTests
{
    [Fact]
    public async Task Messages_delivered_byte_by_byte_are_answered()
    {
        await using SwitchRig rig = new();
        await using SwitchPeer peer = await SwitchPeer.ConnectAsync(rig.Port);
        byte[] stream = [.. Messages.Frame(Messages.SignOn()), .. Messages.Frame(Messages.Authorisation(2))];
        foreach (byte one in stream)
            await peer.SendRawAsync(new[] { one });
        Assert.Equal("0810", Messages.Type(await peer.ReceiveAsync()));
        Assert.Equal("0110", Messages.Type(await peer.ReceiveAsync()));
    }

    [Fact]
    public async Task A_port_in_use_is_refused()
    {
        await using SwitchRig rig = new();
        Assert.Throws<System.Net.Sockets.SocketException>(() => new SwitchRig(port: rig.Port));
    }

    [Fact]
    public async Task Many_messages_in_one_segment_are_all_answered()
    {
        await using SwitchRig rig = new();
        await using SwitchPeer peer = await SwitchPeer.ConnectAsync(rig.Port);
        await peer.SignOnAsync();
        byte[] frames = [.. Enumerable.Range(1, 500).SelectMany(i => Messages.Frame(Messages.Authorisation(i)))];
        Task sending = peer.SendRawAsync(frames);
        HashSet<string> traces = [];
        for (int i = 0; i < 500; i++)
            traces.Add(Messages.Text(await peer.ReceiveAsync(), 11));
        await sending;
        Assert.Equal(500, traces.Count);
    }

    [Fact]
    public async Task Answers_go_out_as_they_are_decided_and_not_in_order()
    {
        ConcurrentQueue<(SwitchRequest Request, TaskCompletionSource<byte[]> Answer)> waiting = [];
        await using SwitchRig rig = new(handle: request =>
        {
            TaskCompletionSource<byte[]> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue((request, answer));
            return new(answer.Task);
        });
        await using SwitchPeer peer = await SwitchPeer.ConnectAsync(rig.Port);
        await peer.SignOnAsync();
        await peer.SendAsync(Messages.Authorisation(1), Messages.Authorisation(2), Messages.Authorisation(3));
        await SwitchRig.UntilAsync(() => waiting.Count == 3);
        foreach (var (request, answer) in waiting.Reverse())
        {
            answer.SetResult(SwitchRig.Answer(request));
            Assert.Equal(Messages.Text(request.Message, 11), Messages.Text(await peer.ReceiveAsync(), 11));
        }
    }

    [Fact]
    public async Task A_link_at_its_limit_of_undecided_requests_answers_busy_at_once_and_repeats_not_at_all()
    {
        ConcurrentQueue<(SwitchRequest Request, TaskCompletionSource<byte[]> Answer)> waiting = [];
        await using SwitchRig rig = new(
            s => s with { MaxInFlight = 4 },
            request =>
            {
                TaskCompletionSource<byte[]> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
                waiting.Enqueue((request, answer));
                return new(answer.Task);
            });
        await using SwitchPeer peer = await SwitchPeer.ConnectAsync(rig.Port);
        await peer.SignOnAsync();
        await peer.SendAsync([.. Enumerable.Range(1, 4).Select(i => (ReadOnlyMemory<byte>)Messages.Authorisation(i))]);
        await SwitchRig.UntilAsync(() => waiting.Count == 4);
        byte[] repeat = Messages.Authorisation(5);
        "0101"u8.CopyTo(repeat);
        await peer.SendAsync(repeat, Messages.Authorisation(6));
        byte[] busy = await peer.ReceiveAsync();
        Assert.Equal(("000006", "96"), (Messages.Text(busy, 11), Messages.Text(busy, 39)));
        Assert.Equal(1, rig.Counters.Unanswered);
        Assert.Equal("00", Messages.Text(await peer.AskAsync(Messages.Manage("301")), 39));

        for (int i = 0; i < 5; i++)
        {
            await SwitchRig.UntilAsync(() => !waiting.IsEmpty);
            Assert.True(waiting.TryDequeue(out var next));
            next.Answer.SetResult(SwitchRig.Answer(next.Request));
            Assert.Equal("00", Messages.Text(await peer.ReceiveAsync(), 39));
            if (i == 0)
                await peer.SendAsync(Messages.Authorisation(7));
        }
    }

    [Theory]
    [InlineData(0x00, 0x00)]
    [InlineData(0xFF, 0xFF)]
    [InlineData(0x47, 0x45)]
    public async Task A_length_that_no_message_can_have_closes_the_link(byte high, byte low)
    {
        await using SwitchRig rig = new();
        await using SwitchPeer peer = await SwitchPeer.ConnectAsync(rig.Port);
        await peer.SendRawAsync(new[] { high, low, (byte)'0' });
        Assert.Empty(await peer.ReceiveAsync());
        await SwitchRig.UntilAsync(() => rig.Counters.Closed(CloseReason.BadFrame) == 1);
    }

    [Fact]
    public async Task A_readable_type_with_a_broken_rest_is_answered_and_the_link_lives()
    {
        await using SwitchRig rig = new();
        await using SwitchPeer peer = await SwitchPeer.ConnectAsync(rig.Port);
        await peer.SignOnAsync();
        Assert.Equal("30", Messages.Text(await peer.AskAsync("0100F23"u8.ToArray()), 39));
        Assert.Equal("00", Messages.Text(await peer.AskAsync(Messages.Authorisation(2)), 39));
    }

    [Fact]
    public async Task An_unreadable_type_closes_the_link_after_what_was_asked_before()
    {
        await using SwitchRig rig = new();
        await using SwitchPeer peer = await SwitchPeer.ConnectAsync(rig.Port);
        await peer.SendAsync(
            Messages.SignOn(), Messages.Authorisation(2), "garbage"u8.ToArray(), Messages.Authorisation(3));
        Assert.Equal("0810", Messages.Type(await peer.ReceiveAsync()));
        Assert.Equal("0110", Messages.Type(await peer.ReceiveAsync()));
        Assert.Empty(await peer.ReceiveAsync());
        await SwitchRig.UntilAsync(() => rig.Counters.Closed(CloseReason.UnreadableType) == 1);
    }

    [Fact]
    public async Task A_half_message_is_cut_off_even_when_it_drips()
    {
        await using SwitchRig rig = new();
        await using SwitchPeer peer = await SwitchPeer.ConnectAsync(rig.Port);
        await peer.SignOnAsync();
        byte[] frame = Messages.Frame(Messages.Authorisation(2));
        for (int i = 0; i < frame.Length && rig.Counters.Closed(CloseReason.HalfMessage) == 0; i++)
        {
            await TrySendAsync(peer, frame.AsMemory(i, 1));
            await Task.Delay(5, TestContext.Current.CancellationToken);
            rig.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Empty(await peer.ReceiveAsync());
        await SwitchRig.UntilAsync(() => rig.Counters.Closed(CloseReason.HalfMessage) == 1);
    }

    [Fact]
    public async Task A_silent_link_is_closed_before_sign_on_and_when_idle()
    {
        await using SwitchRig rig = new();
        await using SwitchPeer silent = await SwitchPeer.ConnectAsync(rig.Port);
        await using SwitchPeer idle = await SwitchPeer.ConnectAsync(rig.Port);
        await idle.SignOnAsync();
        await rig.AdvanceAsync(rig.Settings.SignOnTime + TimeSpan.FromSeconds(2));
        Assert.Empty(await silent.ReceiveAsync());
        Assert.Equal("00", Messages.Text(await idle.AskAsync(Messages.Manage("301")), 39));
        await rig.AdvanceAsync(rig.Settings.IdleTime + TimeSpan.FromSeconds(2));
        Assert.Empty(await idle.ReceiveAsync());
        await SwitchRig.UntilAsync(() => rig.Counters.Closed(CloseReason.Idle) == 1);
        await SwitchRig.UntilAsync(() => rig.Counters.Closed(CloseReason.NotSignedOn) == 1);
    }

    [Fact]
    public async Task A_peer_that_never_reads_is_cut_off_and_others_are_served()
    {
        await using SwitchRig rig = new(s => s with { MaxOutboxBytes = 16 * 1024 });
        await using SwitchPeer stalled = await SwitchPeer.ConnectAsync(rig.Port, receiveBufferBytes: 4096);
        await using SwitchPeer other = await SwitchPeer.ConnectAsync(rig.Port);
        await other.SignOnAsync();
        byte[] many = [.. Enumerable.Range(1, 200).SelectMany(i => Messages.Frame(Messages.Authorisation(i)))];
        await stalled.SendAsync(Messages.SignOn());
        Task flood = FloodAsync(stalled, many, () => rig.Counters.Closed(CloseReason.Stalled) == 1);
        await SwitchRig.UntilAsync(() => rig.Counters.Closed(CloseReason.Stalled) == 1);
        await flood;
        Assert.Equal("00", Messages.Text(await other.AskAsync(Messages.Authorisation(9)), 39));
    }

    [Fact]
    public async Task A_stop_answers_what_is_in_flight()
    {
        TaskCompletionSource<byte[]> decision = new(TaskCreationOptions.RunContinuationsAsynchronously);
        SwitchRequest? asked = null;
        await using SwitchRig rig = new(handle: request =>
        {
            asked = request;
            return new(decision.Task);
        });
        await using SwitchPeer peer = await SwitchPeer.ConnectAsync(rig.Port);
        await peer.SignOnAsync();
        await peer.SendAsync(Messages.Authorisation(2));
        await SwitchRig.UntilAsync(() => asked is not null);
        Task stopping = rig.StopAsync();
        decision.SetResult(SwitchRig.Answer(asked!.Value));
        Assert.Equal("00", Messages.Text(await peer.ReceiveAsync(), 39));
        Assert.Empty(await peer.ReceiveAsync());
        await stopping;
        await SwitchRig.UntilAsync(() => rig.Counters.Closed(CloseReason.Stopping) == 1);
    }

    [Fact]
    public async Task A_peer_that_ends_its_sending_still_gets_its_answers()
    {
        await using SwitchRig rig = new();
        await using SwitchPeer peer = await SwitchPeer.ConnectAsync(rig.Port);
        await peer.SendAsync(Messages.SignOn(), Messages.Authorisation(2));
        peer.EndSending();
        Assert.Equal("0810", Messages.Type(await peer.ReceiveAsync()));
        Assert.Equal("0110", Messages.Type(await peer.ReceiveAsync()));
        Assert.Empty(await peer.ReceiveAsync());
    }

    [Fact]
    public async Task A_fault_of_the_handler_closes_its_link_and_no_other()
    {
        await using SwitchRig rig = new(handle: async request =>
        {
            await Task.Yield();
            return Messages.Text(request.Message, 11) == "000666"
                ? throw new InvalidOperationException("fault") : SwitchRig.Answer(request);
        });
        await using SwitchPeer first = await SwitchPeer.ConnectAsync(rig.Port);
        await using SwitchPeer other = await SwitchPeer.ConnectAsync(rig.Port);
        await first.SignOnAsync();
        await other.SignOnAsync();
        Assert.Empty(await first.AskAsync(Messages.Authorisation(666)));
        Assert.Equal("00", Messages.Text(await other.AskAsync(Messages.Authorisation(1)), 39));
        Assert.Equal(1, rig.Counters.Unanswered);
    }

    [Fact]
    public async Task More_links_than_allowed_are_closed_at_once()
    {
        await using SwitchRig rig = new(s => s with { MaxLinks = 1 });
        await using SwitchPeer first = await SwitchPeer.ConnectAsync(rig.Port);
        await first.SignOnAsync();
        await using SwitchPeer second = await SwitchPeer.ConnectAsync(rig.Port);
        Assert.Empty(await second.ReceiveAsync());
        Assert.Equal("00", Messages.Text(await first.AskAsync(Messages.Manage("301")), 39));
    }

    [Fact]
    public async Task Plain_links_need_an_explicit_flag()
    {
        using SwitchCounters counters = new();
        SwitchSettings[] refused =
        [
            new(),
            new() { AllowsPlainLoopback = true, Address = IPAddress.Any },
            new() { RequiresMac = true, Address = IPAddress.Any },
            new() { AllowsPlainLoopback = true, Dialect = Dialect.Ascii1993Hex },
        ];
        foreach (SwitchSettings settings in refused)
        {
            SwitchDoor door = new(
                settings, counters, TimeProvider.System, () => SwitchRig.Directory,
                (_, in _) => new(Array.Empty<byte>()));
            await using SwitchListener listener = new(door, NullLogger.Instance);
            Assert.Throws<InvalidOperationException>(() => listener.Start(0));
        }
    }

    private static async Task FloodAsync(SwitchPeer peer, ReadOnlyMemory<byte> frames, Func<bool> isOver)
    {
        while (!isOver() && await TrySendAsync(peer, frames))
        {
        }
    }

    /// <summary>False when the other side has cut the link.</summary>
    private static async Task<bool> TrySendAsync(SwitchPeer peer, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await peer.SendRawAsync(bytes);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
