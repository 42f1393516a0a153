using Tessera.Iso8583;
using Tessera.Server.Partners;
using Tessera.Server.Switch;
using Tessera.Server.Tests.Switch;

namespace Tessera.Server.Tests.Partners;

// Goal: a link carries requests of ours too, and an answer reaches only the call that it belongs to, in time or never.
public sealed class SwitchRouteTests
{
    private const string Issuer = "510003";
    private const string Network = "510005";

    [Fact]
    public async Task An_issuer_that_signs_on_is_a_route_and_an_acquirer_is_none()
    {
        await using SwitchRig rig = new();
        await using SwitchPeer acquirer = await SwitchPeer.ConnectAsync(rig.Port);
        await acquirer.SignOnAsync();
        await using SwitchPeer issuer = await ConnectIssuerAsync(rig);
        Assert.NotNull(rig.Partners.Find(Issuer));
        Assert.Null(rig.Partners.Find(Messages.Acquirer));
        await issuer.DisposeAsync();
        await SwitchRig.UntilAsync(() => rig.Partners.Find(Issuer) is null);
    }

    [Fact]
    public async Task Answers_in_any_order_find_their_requests()
    {
        await using SwitchRig rig = new();
        await using SwitchPeer issuer = await ConnectIssuerAsync(rig);
        List<Task<CallAnswer?>> calls = [.. Enumerable.Range(1, 5).Select(i => AskAsync(rig, i))];
        List<byte[]> requests = [];
        for (int i = 0; i < 5; i++)
            requests.Add(await issuer.ReceiveAsync());
        foreach (byte[] request in Enumerable.Reverse(requests))
            await issuer.SendAsync(AnswerTo(request, Messages.Text(request, 11)[^2..]));
        for (int i = 0; i < 5; i++)
            Assert.Equal($"0{i + 1}", (await calls[i])!.Code.ToString());
    }

    [Fact]
    public async Task An_answer_with_another_key_or_another_type_is_nobodys()
    {
        await using SwitchRig rig = new();
        await using SwitchPeer issuer = await ConnectIssuerAsync(rig);
        Task<CallAnswer?> call = AskAsync(rig, 1);
        byte[] request = await issuer.ReceiveAsync();
        await issuer.SendAsync(
            AnswerTo(request, "51", (11, "000002")), AnswerTo(request, "52", (7, "0101000001")),
            AnswerTo(request, "53", (32, "77700000002")), AnswerTo(request, "54", type: 0x0130),
            AnswerTo(request, "00"), AnswerTo(request, "55"));
        Assert.Equal("00", (await call)!.Code.ToString());
        await SwitchRig.UntilAsync(() => rig.Counters.Unasked == 5);
    }

    [Fact]
    public async Task No_answer_in_time_is_unknown_and_a_late_one_is_counted_and_not_used()
    {
        await using SwitchRig rig = new();
        await using SwitchPeer issuer = await ConnectIssuerAsync(rig);
        Task<CallAnswer?> call = AskAsync(rig, 1);
        byte[] request = await issuer.ReceiveAsync();
        await rig.AdvanceAsync(TimeSpan.FromSeconds(11));
        Assert.Null(await call);
        await issuer.SendAsync(AnswerTo(request, "00"));
        await SwitchRig.UntilAsync(() => rig.Counters.Unasked == 1);
        Task<CallAnswer?> next = AskAsync(rig, 2);
        await issuer.SendAsync(AnswerTo(await issuer.ReceiveAsync(), "51"));
        Assert.Equal("51", (await next)!.Code.ToString());
    }

    [Fact]
    public async Task A_link_that_ends_leaves_its_calls_unknown_at_once()
    {
        await using SwitchRig rig = new();
        await using SwitchPeer issuer = await ConnectIssuerAsync(rig);
        List<Task<CallAnswer?>> calls = [.. Enumerable.Range(1, 20).Select(i => AskAsync(rig, i))];
        await issuer.ReceiveAsync();
        await issuer.DisposeAsync();
        Assert.All(await Task.WhenAll(calls), Assert.Null);
        Assert.Null(await AskAsync(rig, 21));
    }

    [Fact]
    public async Task More_calls_than_allowed_are_not_sent()
    {
        await using SwitchRig rig = new(s => s with { MaxCalls = 2 });
        await using SwitchPeer issuer = await ConnectIssuerAsync(rig);
        List<Task<CallAnswer?>> calls = [AskAsync(rig, 1), AskAsync(rig, 2)];
        Assert.False((await AskAsync(rig, 3))!.IsSent);
        for (int i = 0; i < 2; i++)
            await issuer.SendAsync(AnswerTo(await issuer.ReceiveAsync(), "00"));
        Assert.All(await Task.WhenAll(calls), answer => Assert.Equal("00", answer!.Code.ToString()));
    }

    [Fact]
    public async Task Answers_behind_more_requests_than_a_link_may_have_are_taken()
    {
        TaskCompletionSource<byte[]> decision = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using SwitchRig rig = new(s => s with { MaxInFlight = 1 }, _ => new(decision.Task));
        await using SwitchPeer network = await ConnectAsync(rig, Network);
        Task<CallAnswer?> call = rig.Partners.CallAsync(Network, LinkPair.Request(1), TimeSpan.FromSeconds(10));
        byte[] request = await network.ReceiveAsync();
        await network.SendAsync(
            Messages.Authorisation(1, Network), Messages.Authorisation(2, Network), AnswerTo(request, "51"));
        Assert.Equal("51", (await call)!.Code.ToString());
        Assert.Equal("96", Messages.Text(await network.ReceiveAsync(), 39));
        decision.SetResult(Messages.Write(0x0110, (39, "00")));
        Assert.Equal("00", Messages.Text(await network.ReceiveAsync(), 39));
    }

    [Fact]
    public async Task A_silent_route_is_asked_and_ends_when_it_does_not_answer()
    {
        await using SwitchRig rig = new(s => s with { EchoTime = TimeSpan.FromSeconds(20) });
        await using SwitchPeer issuer = await ConnectIssuerAsync(rig);
        await rig.AdvanceAsync(TimeSpan.FromSeconds(22));
        byte[] echo = await issuer.ReceiveAsync();
        Assert.Equal(("0800", "301"), (Messages.Type(echo), Messages.Text(echo, 70)));
        await issuer.SendAsync(AnswerTo(echo, "00"));
        await rig.AdvanceAsync(TimeSpan.FromSeconds(15));
        Assert.NotNull(rig.Partners.Find(Issuer));
        await rig.AdvanceAsync(TimeSpan.FromSeconds(8));
        Assert.Equal("0800", Messages.Type(await issuer.ReceiveAsync()));
        await rig.AdvanceAsync(TimeSpan.FromSeconds(12));
        Assert.Empty(await issuer.ReceiveAsync());
        await SwitchRig.UntilAsync(() => rig.Counters.Closed(CloseReason.Idle) == 1);
    }

    [Fact]
    public async Task Only_a_network_forwards_what_another_acquirer_sent()
    {
        await using LinkPair pair = new();
        await pair.OpenAsync();
        Assert.Equal("00", (await pair.AskIssuerAsync(1))!.Code.ToString());
        OutgoingMessage foreign = LinkPair.Request(2).With(33, LinkPair.Issuer);
        CallAnswer? answer = await pair.IssuerDoor.Partners.CallAsync(
            LinkPair.Network, foreign, TimeSpan.FromSeconds(10));
        Assert.Equal(SwitchCodes.SecurityViolation, answer!.Code);
    }

    [Fact]
    public async Task Each_participant_is_spoken_to_in_its_own_dialect()
    {
        foreach (Dialect dialect in Dialect.All.Where(SwitchSettings.IsForLinks))
        {
            await using LinkPair pair = new(
                s => s with { Dialects = s.Dialects.Add(LinkPair.Issuer, dialect).Add("1", Dialect.Bcd1987Binary) },
                s => s with { Dialect = dialect });
            await pair.OpenAsync();
            CallAnswer answer = (await pair.AskIssuerAsync(1))!;
            Assert.Equal(dialect, answer.Dialect);
            Assert.Equal("00", answer.Code.ToString());
            await using SwitchPeer other = await SwitchPeer.ConnectAsync(pair.Port);
            Assert.Equal("31", Messages.Text(await other.AskAsync(Messages.SignOn()), 39));
        }
    }

    private static Task<SwitchPeer> ConnectIssuerAsync(SwitchRig rig) => ConnectAsync(rig, Issuer);

    private static async Task<SwitchPeer> ConnectAsync(SwitchRig rig, string participant)
    {
        SwitchPeer peer = await SwitchPeer.ConnectAsync(rig.Port);
        Assert.Equal("00", Messages.Text(await peer.AskAsync(Messages.SignOn(participant)), 39));
        return peer;
    }

    private static Task<CallAnswer?> AskAsync(SwitchRig rig, int trace) =>
        rig.Partners.CallAsync(Issuer, LinkPair.Request(trace), TimeSpan.FromSeconds(10));

    private static byte[] AnswerTo(
        byte[] request, string code, (int Field, string? Text) change = default, ushort type = 0)
    {
        Assert.True(IsoMessage.TryRead(request, Messages.Dialect, out IsoMessage message, out _));
        List<(int, string)> values = [(39, code)];
        int[] echoed = [7, 11, 32, 33, 70];
        foreach (int field in echoed)
        {
            string text = change.Field == field ? change.Text! : message[field].ToText();
            if (message[field].IsPresent)
                values.Add((field, text));
        }

        return Messages.Write(type == 0 ? message.Type.Response.Value : type, [.. values]);
    }
}
