using Tessera.Server.Switch;

namespace Tessera.Server.Tests.Switch;

// Goal: who may say what on a link, by bytes alone: no sockets.
public sealed class SwitchLinkTests : IAsyncDisposable
{
    private readonly SwitchRig rig = new();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task Sign_on_echo_and_sign_off_are_answered()
    {
        SwitchLink link = rig.NewLink();
        byte[] answer = await link.ReceiveAsync(Messages.SignOn());
        Assert.Equal(("0810", "00", "001", "000001"), (
            Messages.Type(answer), Messages.Text(answer, 39), Messages.Text(answer, 70), Messages.Text(answer, 11)));
        Assert.True(link.IsSignedOn);
        Assert.Equal("00", Messages.Text(await link.ReceiveAsync(Messages.Manage("301")), 39));
        Assert.Equal(CloseReason.None, link.Ending);
        Assert.Equal("00", Messages.Text(await link.ReceiveAsync(Messages.Manage("002")), 39));
        Assert.Equal(CloseReason.SignedOff, link.Ending);
    }

    [Fact]
    public async Task Everything_but_a_sign_on_is_refused_before_it()
    {
        SwitchLink link = rig.NewLink(_ => throw new InvalidOperationException("reached the handler"));
        Assert.Equal("63", Messages.Text(await link.ReceiveAsync(Messages.Authorisation(1)), 39));
        Assert.Equal("63", Messages.Text(await link.ReceiveAsync(Messages.Manage("301")), 39));
        Assert.Equal(2, rig.Counters.SecurityRefusals);
    }

    [Theory]
    [InlineData("510009")]
    [InlineData("510004")]
    public async Task Only_a_known_acquirer_issuer_or_network_signs_on(string participant)
    {
        SwitchLink link = rig.NewLink();
        Assert.Equal("31", Messages.Text(await link.ReceiveAsync(Messages.SignOn(participant)), 39));
        Assert.False(link.IsSignedOn);
    }

    [Fact]
    public async Task A_link_speaks_for_its_participant_only()
    {
        SwitchLink link = rig.NewLink();
        await link.ReceiveAsync(Messages.SignOn());
        Assert.Equal("63", Messages.Text(await link.ReceiveAsync(Messages.Authorisation(1, "510002")), 39));
        Assert.Equal("63", Messages.Text(await link.ReceiveAsync(Messages.SignOn("510002")), 39));
        byte[] anonymous = Messages.Write(0x0100, (3, "000000"), (11, "000001"));
        Assert.Equal("63", Messages.Text(await link.ReceiveAsync(anonymous), 39));
        byte[] forwarded = Messages.Write(0x0100, (11, "000001"), (32, Messages.Acquirer), (33, "510002"));
        Assert.Equal("63", Messages.Text(await link.ReceiveAsync(forwarded), 39));
        Assert.Equal("00", Messages.Text(await link.ReceiveAsync(Messages.Authorisation(1)), 39));
    }

    [Fact]
    public async Task A_fault_is_answered_with_a_format_error_that_names_the_field()
    {
        SwitchLink link = rig.NewLink();
        byte[] bytes = Messages.Authorisation(7);
        bytes[^1] = (byte)'!';
        byte[] answer = await link.ReceiveAsync(bytes);
        Assert.Equal(("0110", "30", "DE49", "000007"), (
            Messages.Type(answer), Messages.Text(answer, 39), Messages.Text(answer, 44), Messages.Text(answer, 11)));
        Assert.Equal(1, rig.Counters.FormatErrors);
        Assert.Equal(CloseReason.None, link.Ending);
    }

    [Theory]
    [InlineData("01")]
    [InlineData("GET / HTTP/1.1")]
    [InlineData("0000")]
    public async Task A_message_without_a_type_ends_the_link_unanswered(string text)
    {
        SwitchLink link = rig.NewLink();
        Assert.Empty(await link.ReceiveAsync(System.Text.Encoding.ASCII.GetBytes(text)));
        Assert.Equal(CloseReason.UnreadableType, link.Ending);
    }

    [Fact]
    public async Task A_response_that_nobody_waits_for_is_counted_and_not_answered()
    {
        SwitchLink link = rig.NewLink();
        Assert.Empty(await link.ReceiveAsync(Messages.Write(0x0110, (11, "000001"), (39, "00"))));
        Assert.Equal(1, rig.Counters.Unasked);
        Assert.Equal(CloseReason.None, link.Ending);
    }

    [Fact]
    public async Task Random_bytes_are_answered_with_a_format_error_or_end_the_link()
    {
        Random random = new(8583);
        for (int i = 0; i < 2000; i++)
        {
            SwitchLink link = rig.NewLink();
            byte[] bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            if (i % 2 == 0)
                "0100"u8.CopyTo(bytes.Length < 4 ? bytes = new byte[4] : bytes);
            byte[] answer = await link.ReceiveAsync(bytes);
            Assert.True(answer.Length == 0
                ? link.Ending == CloseReason.UnreadableType || rig.Counters.Unasked > 0
                : Messages.Text(answer, 39) is "30" or "63");
        }
    }
}
