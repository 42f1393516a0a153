using Microsoft.Extensions.DependencyInjection;
using Tessera.Server.Switch;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Switch;

// Goal: taps and reversals through the real door, shard, journal and Hsm; each message has one effect and one answer.
public sealed class SwitchPaymentTests(DemoServer server) : IClassFixture<DemoServer>
{
    [Fact]
    public async Task A_tap_is_approved_with_an_answer_for_the_card()
    {
        await using SwitchPeer link = await LinkAsync();
        using var phone = await server.NewPhoneAsync();
        DemoTap tap = DemoTap.Of(phone, 1_250);
        byte[] answer = await link.AskAsync(tap.Write());
        Assert.Equal(("0110", "00"), (Messages.Type(answer), Messages.Text(answer, 39)));
        Assert.Matches("^[0-9]{6}$", Messages.Text(answer, 38));
        Assert.StartsWith("91", Messages.Text(answer, 55), StringComparison.Ordinal);
        Assert.EndsWith("8A023030", Messages.Text(answer, 55), StringComparison.Ordinal);
        int[] echoed = [2, 3, 4, 7, 11, 12, 13, 32, 37, 41, 42, 49];
        Assert.All(echoed, n => Assert.Equal(tap.Text(n), Messages.Text(answer, n)));
    }

    [Fact]
    public async Task A_repeat_gets_the_same_bytes_and_has_no_effect()
    {
        await using SwitchPeer link = await LinkAsync();
        using var phone = await server.NewPhoneAsync();
        DemoTap tap = DemoTap.Of(phone, 700);
        byte[] answer = await link.AskAsync(tap.Write());
        long head = server.JournalHead;
        Assert.Equal(answer, await link.AskAsync(tap.Write(0x0101)));
        Assert.Equal(answer, await link.AskAsync(tap.Write()));
        Assert.Equal(head, server.JournalHead);
    }

    [Fact]
    public async Task A_repeat_after_a_restart_gets_the_same_bytes()
    {
        using var phone = await server.NewPhoneAsync();
        DemoTap tap = DemoTap.Of(phone, 800);
        byte[] answer;
        await using (SwitchPeer link = await LinkAsync())
            answer = await link.AskAsync(tap.Write());
        await server.RestartAsync();
        await using SwitchPeer other = await LinkAsync();
        Assert.Equal(answer, await other.AskAsync(tap.Write(0x0101)));
    }

    [Fact]
    public async Task The_same_tap_under_another_trace_is_a_replay()
    {
        await using SwitchPeer link = await LinkAsync();
        using var phone = await server.NewPhoneAsync();
        DemoTap tap = DemoTap.Of(phone, 900);
        Assert.Equal("00", Messages.Text(await link.AskAsync(tap.Write()), 39));
        Assert.Equal("82", Messages.Text(await link.AskAsync(tap.WithNewTrace().Write()), 39));
    }

    [Fact]
    public async Task A_trace_used_for_another_amount_is_a_duplicate()
    {
        await using SwitchPeer link = await LinkAsync();
        using var phone = await server.NewPhoneAsync();
        DemoTap tap = DemoTap.Of(phone, 900);
        Assert.Equal("00", Messages.Text(await link.AskAsync(tap.Write()), 39));
        Assert.Equal("94", Messages.Text(await link.AskAsync(tap.With(4, "000000000001").Write()), 39));
        Assert.Equal("94", Messages.Text(await link.AskAsync(tap.With(42, "ANOTHER SHOP 01").Write(0x0101)), 39));
    }

    [Fact]
    public async Task A_flipped_bit_is_declined_without_an_answer_for_the_card()
    {
        await using SwitchPeer link = await LinkAsync();
        using var phone = await server.NewPhoneAsync();
        DemoTap tap = DemoTap.Of(phone, 500);
        string objects = tap.Text(55);
        int at = objects.IndexOf("9F2608", StringComparison.Ordinal) + 6;
        string flipped = objects[..at] + (objects[at] == '0' ? '1' : '0') + objects[(at + 1)..];
        byte[] answer = await link.AskAsync(tap.With(55, flipped).Write());
        Assert.Equal(("82", "8A023832"), (Messages.Text(answer, 39), Messages.Text(answer, 55)));
        Assert.Equal("", Messages.Text(answer, 38));
    }

    [Fact]
    public async Task A_tap_over_the_limit_without_verification_asks_for_it()
    {
        await using SwitchPeer link = await LinkAsync();
        using var phone = await server.NewPhoneAsync();
        Assert.Equal("65", Messages.Text(await link.AskAsync(DemoTap.Of(phone, 9_900, isVerified: false).Write()), 39));
    }

    [Theory]
    [InlineData(41, "NOSUCH01", "03", "")]
    [InlineData(2, "5413330089600010", "14", "")]
    [InlineData(22, "012", "12", "")]
    [InlineData(3, "010000", "12", "")]
    [InlineData(4, "000000000000", "13", "")]
    [InlineData(49, "000", "30", "DE49")]
    [InlineData(2, "", "30", "DE2")]
    [InlineData(55, "", "30", "DE55")]
    [InlineData(55, "9F26", "30", "DE55/9F26")]
    [InlineData(55, "9F3602000", "30", "DE55")]
    [InlineData(55, "9F26081122334455667788", "30", "DE55/9F36")]
    [InlineData(23, "100", "30", "DE23")]
    [InlineData(11, "", "30", "DE11")]
    public async Task A_message_that_cannot_be_decided_is_refused_and_writes_nothing(
        int field, string text, string code, string path)
    {
        await using SwitchPeer link = await LinkAsync();
        using var phone = await server.NewPhoneAsync();
        DemoTap tap = DemoTap.Of(phone, 600);
        long head = server.JournalHead;
        byte[] answer = await link.AskAsync(tap.With(field, text).Write());
        Assert.Equal(("0110", code, path), (
            Messages.Type(answer), Messages.Text(answer, 39), Messages.Text(answer, 44)));
        Assert.Equal(head, server.JournalHead);
        Assert.Equal("00", Messages.Text(await link.AskAsync(tap.Write()), 39));
    }

    [Fact]
    public async Task A_reversal_releases_the_hold_once_however_often_it_comes()
    {
        await using SwitchPeer link = await LinkAsync();
        using var phone = await server.NewPhoneAsync(limit: 1_000);
        DemoTap tap = DemoTap.Of(phone, 900);
        Assert.Equal("00", Messages.Text(await link.AskAsync(tap.Write()), 39));
        Assert.Equal("51", Messages.Text(await link.AskAsync(DemoTap.Of(phone, 900).Write()), 39));
        byte[] reversed = await link.AskAsync(tap.Reversal(0x0400, "990001"));
        Assert.Equal(("0410", "00"), (Messages.Type(reversed), Messages.Text(reversed, 39)));
        Assert.Equal("00", Messages.Text(await link.AskAsync(tap.Reversal(0x0401, "990001")), 39));
        byte[] advised = await link.AskAsync(tap.Reversal(0x0421));
        Assert.Equal(("0430", "00"), (Messages.Type(advised), Messages.Text(advised, 39)));
        Assert.Equal("00", Messages.Text(await link.AskAsync(DemoTap.Of(phone, 900).Write()), 39));
        Assert.Equal("51", Messages.Text(await link.AskAsync(DemoTap.Of(phone, 900).Write()), 39));
    }

    [Fact]
    public async Task A_tap_that_comes_after_its_reversal_is_declined()
    {
        await using SwitchPeer link = await LinkAsync();
        using var phone = await server.NewPhoneAsync();
        DemoTap tap = DemoTap.Of(phone, 900);
        byte[] advised = await link.AskAsync(tap.Reversal(0x0420));
        Assert.Equal(("0430", "25"), (Messages.Type(advised), Messages.Text(advised, 39)));
        Assert.Equal("94", Messages.Text(await link.AskAsync(tap.Write()), 39));
    }

    [Fact]
    public async Task A_partial_or_foreign_reversal_is_refused()
    {
        await using SwitchPeer link = await LinkAsync();
        using var phone = await server.NewPhoneAsync();
        DemoTap tap = DemoTap.Of(phone, 900);
        string original = $"0100{tap.Stan}{tap.TransmissionTime}";
        (int, string)[] fields = [(7, "1125010000"), (11, "990002"), (32, DemoTap.Acquirer), (41, DemoTap.Terminal)];
        byte[] partial = Messages.Write(
            0x0400, [.. fields, (90, original + new string('0', 22)), (95, new string('0', 42))]);
        Assert.Equal("12", Messages.Text(await link.AskAsync(partial), 39));
        byte[] foreign = Messages.Write(0x0400, [.. fields, (90, original + "9990000000200000000000")]);
        Assert.Equal("63", Messages.Text(await link.AskAsync(foreign), 39));
        byte[] capture = Messages.Write(0x0220, fields);
        Assert.Equal("12", Messages.Text(await link.AskAsync(capture), 39));
    }

    [Theory]
    [InlineData((ushort)0x0400)]
    [InlineData((ushort)0x0421)]
    public async Task A_reversal_for_a_terminal_that_is_not_the_acquirers_writes_nothing(ushort type)
    {
        await using SwitchPeer link = await LinkAsync();
        long head = server.JournalHead;
        byte[] reversal = Messages.Write(
            type, (7, "1125010000"), (11, "990003"), (32, DemoTap.Acquirer), (41, "NOSUCH01"),
            (90, "0100123456112501000000000000000" + "00000000000"));
        Assert.Equal("03", Messages.Text(await link.AskAsync(reversal), 39));
        Assert.Equal(head, server.JournalHead);
    }

    [Fact]
    public async Task The_end_of_a_link_is_logged_without_card_data()
    {
        using var phone = await server.NewPhoneAsync();
        DemoTap tap = DemoTap.Of(phone, 300);
        await using (SwitchPeer link = await LinkAsync())
            Assert.Equal("00", Messages.Text(await link.AskAsync(tap.Write()), 39));
        string ended = $"ISO 8583 link of {DemoTap.Acquirer} ended: PeerClosed";
        await SwitchRig.UntilAsync(() => server.Log.Lines.Any(l => l.Contains(ended, StringComparison.Ordinal)));
        Assert.DoesNotContain(server.Log.Lines, l => l.Contains(tap.Text(2), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_flipped_bit_of_a_message_is_answered_or_ends_the_link()
    {
        SwitchCounters counters = server.Host.Services.GetRequiredService<SwitchCounters>();
        long unanswered = counters.Unanswered;
        using var phone = await server.NewPhoneAsync();
        byte[] message = DemoTap.Of(phone, 100).Write();
        SwitchPeer link = await LinkAsync();
        for (int bit = 0; bit < message.Length * 8; bit += 3)
        {
            byte[] flipped = [.. message];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            if (bit >= 32)
            {
                Assert.Equal("0110", Messages.Type(await link.AskAsync(flipped)));
                continue;
            }

            // Without its type a message may end the link, or be one that has no answer.
            await link.SendAsync(flipped);
            await link.DisposeAsync();
            link = await LinkAsync();
        }

        await link.DisposeAsync();
        Assert.Equal(unanswered, counters.Unanswered);
    }

    [Fact]
    public async Task Many_taps_in_flight_on_one_link_are_all_decided()
    {
        await using SwitchPeer link = await LinkAsync();
        using var phone = await server.NewPhoneAsync(limit: 1_000_000);
        List<DemoTap> taps = [.. Enumerable.Range(0, 200).Select(_ => DemoTap.Of(phone, 100))];
        byte[] frames = [.. taps.SelectMany(t => Messages.Frame(t.Write()))];
        await link.SendRawAsync(frames);
        Dictionary<string, string> codes = [];
        foreach (DemoTap _ in taps)
        {
            byte[] answer = await link.ReceiveAsync();
            codes.Add(Messages.Text(answer, 11), Messages.Text(answer, 39));
        }

        Assert.All(taps, t => Assert.Equal("00", codes[t.Stan]));
    }

    [Fact]
    public async Task Tshark_decodes_real_payments_field_by_field()
    {
        await using SwitchPeer link = await LinkAsync();
        using var phone = await server.NewPhoneAsync();
        DemoTap tap = DemoTap.Of(phone, 1_234);
        PcapFile traffic = new();
        List<byte[]> messages = [];
        foreach (byte[] request in (byte[][])[tap.Write(), tap.Write(0x0101), tap.Reversal(), tap.Reversal(0x0420)])
        {
            byte[] answer = await link.AskAsync(request);
            TsharkTests.Record(traffic, messages, isFromPeer: true, request);
            TsharkTests.Record(traffic, messages, isFromPeer: false, answer);
        }

        TsharkTests.Compare(messages, await Tshark.ReadAsync(traffic));
    }

    private async Task<SwitchPeer> LinkAsync()
    {
        SwitchPeer link = await SwitchPeer.ConnectAsync(server.Host.SwitchPort);
        Assert.Equal("00", Messages.Text(await link.AskAsync(DemoTap.SignOn()), 39));
        return link;
    }
}
