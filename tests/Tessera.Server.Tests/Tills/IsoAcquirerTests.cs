using Tessera.Iso8583;
using Tessera.Terminal.Acquiring;
using Tessera.Terminal.Till;

namespace Tessera.Server.Tests.Tills;

public sealed class IsoAcquirerTests
{
    [Fact]
    public async Task A_sale_signs_on_asks_and_is_approved()
    {
        using var acquirer = new FakeAcquirer((_, _) => Reaction.Approve);
        var memory = new TillMemory();
        using var link = TillRig.Link(acquirer, memory);
        var result = await Sell(link, memory);
        Assert.Equal(SaleStatus.Approved, result.Status);
        Assert.Equal(("00", "A12345"), (result.Answer!.ResponseCode, result.Answer.ApprovalCode));
        Assert.Equal(["0800", "0100"], acquirer.Received.Select(line => line[..4]));
        Assert.Empty(memory.Pending);
    }

    [Fact]
    public async Task The_request_carries_the_token_and_the_chip_data()
    {
        using var acquirer = new FakeAcquirer((_, _) => Reaction.Approve);
        var memory = new TillMemory();
        using var link = TillRig.Link(acquirer, memory);
        await Sell(link, memory);
        Assert.True(IsoMessage.TryRead(acquirer.LastRequest, FakeAcquirer.Dialect, out var message, out _));
        string[] expected =
        [
            "9999100000000016", "000000", "000000001234", "3012", "5411", "072", "001", "00", "510001", "TILL0001",
            "840",
        ];
        string[] found =
        [
            message[2].ToText(), message[3].ToText(), message[4].ToText(), message[14].ToText(), message[18].ToText(),
            message[22].ToText(), message[23].ToText(), message[25].ToText(), message[32].ToText(),
            message[41].ToText(), message[49].ToText(),
        ];
        Assert.Equal(expected, found);
        Assert.Contains("9F2608", message[55].ToText(), StringComparison.Ordinal);
        Assert.Equal(12, message[37].ToText().Length);
    }

    [Fact]
    public async Task A_second_sale_uses_the_same_link_and_the_next_number()
    {
        using var acquirer = new FakeAcquirer((_, number) => number == 1 ? Reaction.Approve : Reaction.Decline);
        var memory = new TillMemory();
        using var link = TillRig.Link(acquirer, memory);
        await Sell(link, memory);
        var second = await Sell(link, memory);
        Assert.Equal(SaleStatus.Declined, second.Status);
        Assert.Equal("51", second.Answer!.ResponseCode);
        Assert.Single(acquirer.Received, line => line.StartsWith("0800", StringComparison.Ordinal));
        var numbers = acquirer.Received.Where(line => line[..4] == "0100").Select(line => line[5..11]);
        Assert.Equal(2, numbers.Distinct().Count());
    }

    [Theory]
    [InlineData(Reaction.Silence)]
    [InlineData(Reaction.Hang)]
    [InlineData(Reaction.Garbage)]
    [InlineData(Reaction.WrongTrace)]
    [InlineData(Reaction.WrongAmount)]
    public async Task Without_its_answer_a_request_is_repeated_with_the_same_keys(Reaction first)
    {
        using var acquirer = new FakeAcquirer((type, _) => type == "0100" ? first : Reaction.Approve);
        var memory = new TillMemory();
        using var link = TillRig.Link(acquirer, memory);
        Assert.Equal(SaleStatus.Approved, (await Sell(link, memory)).Status);
        var requests = acquirer.Received.Where(line => line[..3] == "010").ToArray();
        Assert.Equal(["0100", "0101"], requests.Select(line => line[..4]));
        Assert.Equal(requests[0][4..], requests[1][4..]);
        Assert.Empty(memory.Pending);
    }

    [Fact]
    public async Task A_request_that_stays_unanswered_is_reversed()
    {
        using var acquirer = new FakeAcquirer((type, _) => type[..2] == "01" ? Reaction.Silence : Reaction.Approve);
        var memory = new TillMemory();
        using var link = TillRig.Link(acquirer, memory);
        var result = await Sell(link, memory);
        Assert.Equal(SaleStatus.Unknown, result.Status);
        Assert.Contains("NOT CHARGED", result.Receipt, StringComparison.Ordinal);
        Assert.Equal(
            ["0800", "0100", "0800", "0101", "0800", "0400"], acquirer.Received.Select(line => line[..4]));
        Assert.Empty(memory.Pending);
    }

    [Theory]
    [InlineData(Reaction.Approve)]
    [InlineData(Reaction.NotFound)]
    public async Task A_reversal_ends_when_nothing_is_held_any_more(Reaction reaction)
    {
        using var acquirer = new FakeAcquirer((type, _) => type[..2] == "01" ? Reaction.Silence : reaction);
        var memory = new TillMemory();
        using var link = TillRig.Link(acquirer, memory);
        await Sell(link, memory);
        Assert.Empty(memory.Pending);
        Assert.Empty(memory.ForPerson);
    }

    [Theory]
    [InlineData(Reaction.NotPermitted, "12")]
    [InlineData(Reaction.Decline, "51")]
    public async Task A_reversal_refused_for_good_is_sent_once_and_waits_for_a_person(Reaction reaction, string code)
    {
        using var acquirer = new FakeAcquirer((type, _) => type[..2] == "01" ? Reaction.Silence : reaction);
        var memory = new TillMemory();
        using var link = TillRig.Link(acquirer, memory);
        await Sell(link, memory);
        Assert.Empty(memory.Pending);
        var refused = Assert.Single(memory.ForPerson);
        Assert.Equal((code, 1_234), (refused.ResponseCode, refused.Tap.AmountMinor));
        Assert.Single(acquirer.Received, line => line.StartsWith("04", StringComparison.Ordinal));
        memory.Settle(refused);
        Assert.Empty(memory.ForPerson);
    }

    [Fact]
    public async Task A_reversal_that_the_acquirer_cannot_take_now_stays_pending()
    {
        using var acquirer = new FakeAcquirer((type, _) =>
            type[..2] == "01" ? Reaction.Silence : Reaction.IssuerDown);
        var memory = new TillMemory();
        using var link = TillRig.Link(acquirer, memory);
        await Sell(link, memory);
        Assert.Single(memory.Pending);
        Assert.Empty(memory.ForPerson);
        Assert.Equal(3, acquirer.Received.Count(line => line.StartsWith("04", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_reversal_that_stays_unanswered_outlives_the_till()
    {
        using var folder = new TillFolder();
        using var acquirer = new FakeAcquirer((type, number) =>
            type == "0400" && number == 2 ? Reaction.Approve : Reaction.Silence);
        using (var first = new TillMemory(folder.Memory))
        using (var link = TillRig.Link(acquirer, first))
        {
            await Sell(link, first);
        }

        var reversals = acquirer.Received.Select(line => line[..4]).Where(type => type[1] == '4');
        Assert.Equal(["0400", "0401", "0401"], reversals);
        Assert.DoesNotContain(
            "9999100000000016", await File.ReadAllTextAsync(folder.Memory), StringComparison.Ordinal);
        using (var memory = new TillMemory(folder.Memory))
        using (var later = TillRig.Link(acquirer, memory))
        {
            Assert.Single(memory.Pending);
            Assert.Equal(0, await later.ResolveUnknownAsync(default));
        }

        using var last = new TillMemory(folder.Memory);
        Assert.Empty(last.Pending);
    }

    [Fact]
    public async Task A_sign_on_refused_in_the_middle_of_a_sale_still_ends_in_a_receipt_and_a_reversal()
    {
        using var acquirer = new FakeAcquirer((type, _) => type[..2] == "01" ? Reaction.Hang : Reaction.Approve);
        acquirer.RefusedSignOns.Add(2);
        var memory = new TillMemory();
        using var link = TillRig.Link(acquirer, memory);
        var result = await Sell(link, memory);
        Assert.Equal(SaleStatus.Unknown, result.Status);
        Assert.Contains("NOT CHARGED", result.Receipt, StringComparison.Ordinal);
        Assert.Equal(["0800", "0100", "0800", "0800", "0400"], acquirer.Received.Select(line => line[..4]));
        Assert.Empty(memory.Pending);
    }

    [Fact]
    public async Task A_sale_given_up_half_way_leaves_no_link_behind_and_stays_pending()
    {
        using var cancel = new CancellationTokenSource();
        using var acquirer = new FakeAcquirer((type, number) =>
        {
            if (type != "0100" || number > 1)
            {
                return Reaction.Approve;
            }

            cancel.Cancel();
            return Reaction.Silence;
        });
        var memory = new TillMemory();
        using var link = TillRig.Link(acquirer, memory);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Sell(link, memory, cancel.Token));
        Assert.Single(memory.Pending);
        Assert.Equal(SaleStatus.Approved, (await Sell(link, memory)).Status);
        Assert.Equal(["0800", "0100", "0800", "0400", "0100"], acquirer.Received.Select(line => line[..4]));
        Assert.Empty(memory.Pending);
    }

    [Fact]
    public async Task What_earlier_sales_left_open_is_reversed_before_the_next_sale_also_after_a_restart()
    {
        using var folder = new TillFolder();
        using (var first = new TillMemory(folder.Memory))
        {
            first.Add(new PendingReversal(7, "1125103000", 500, 840, "000000", "632910000007"));
        }

        using var acquirer = new FakeAcquirer((_, _) => Reaction.Approve);
        using var memory = new TillMemory(folder.Memory);
        using var link = TillRig.Link(acquirer, memory);
        Assert.Equal(SaleStatus.Approved, (await Sell(link, memory)).Status);
        Assert.Equal(["0800", "0400", "0100"], acquirer.Received.Select(line => line[..4]));
        Assert.Empty(memory.Pending);
    }

    [Fact]
    public async Task A_sale_does_not_wait_for_every_reversal_that_stays_unanswered()
    {
        using var acquirer = new FakeAcquirer((type, _) => type[..2] == "04" ? Reaction.Silence : Reaction.Approve);
        var memory = new TillMemory();
        for (var trace = 1; trace <= 20; trace++)
        {
            memory.Add(new PendingReversal(trace, "1125103000", 500, 840, "000000", "6329100000" + trace));
        }

        using var link = TillRig.Link(acquirer, memory);
        Assert.Equal(SaleStatus.Approved, (await Sell(link, memory)).Status);
        Assert.Single(acquirer.Received, line => line.StartsWith("04", StringComparison.Ordinal));
        Assert.Equal(20, memory.Pending.Count);
    }

    [Fact]
    public async Task An_acquirer_out_of_reach_leaves_the_outcome_unknown()
    {
        var acquirer = new FakeAcquirer((_, _) => Reaction.Approve);
        var memory = new TillMemory();
        using var link = TillRig.Link(acquirer, memory);
        acquirer.Dispose();
        Assert.Equal(SaleStatus.Unknown, (await Sell(link, memory)).Status);
        Assert.Single(memory.Pending);
    }

    [Fact]
    public async Task A_protected_link_writes_codes_and_takes_answers_with_the_right_one()
    {
        using var acquirer = new FakeAcquirer((_, _) => Reaction.Approve) { Mac = Mac(1) };
        var memory = new TillMemory();
        using var link = TillRig.Link(acquirer, memory, Mac(1));
        Assert.Equal(SaleStatus.Approved, (await Sell(link, memory)).Status);
        Assert.True(IsoMessage.TryRead(acquirer.LastRequest, FakeAcquirer.Dialect, out var message, out _));
        Assert.True(message.TryReadMac(out var covered, out var code));
        Assert.Equal(Convert.ToHexString(Mac(1)(covered.ToArray())), code.ToText());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_protected_link_passes_over_answers_with_no_or_another_code(bool hasCode)
    {
        using var acquirer = new FakeAcquirer((_, _) => Reaction.Approve) { Mac = hasCode ? Mac(2) : null };
        acquirer.PassesTimeAfterEachAnswer = true;
        var memory = new TillMemory();
        using var link = TillRig.Link(acquirer, memory, Mac(1));
        Assert.Equal(SaleStatus.Unknown, (await Sell(link, memory)).Status);
    }

    private static Func<byte[], byte[]> Mac(byte key) => covered =>
        System.Security.Cryptography.HMACSHA256.HashData(new byte[] { key }, covered)[..8];

    private static Task<SaleResult> Sell(
        IAcquirer acquirer, TillMemory memory, CancellationToken cancel = default) =>
        new PointOfSale(TillRig.Settings(), acquirer, memory, TimeProvider.System)
            .SellAsync(TillRig.Dollars(1_234), TillRig.Card(), cancel);
}
