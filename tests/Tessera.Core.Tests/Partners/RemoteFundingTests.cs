using Tessera.Core.Partners;

namespace Tessera.Core.Tests.Partners;

public sealed class RemoteFundingTests
{
    private readonly World world = World.Seeded();
    private readonly Cardholder holder;

    public RemoteFundingTests()
    {
        holder = Cardholder.WithToken(world, 1, issuer: World.OutsideIssuer);
        world.Must(new DirectoryCommand.SetPaymentPolicy(
            PaymentPolicy.Default with
            {
                StandInLimitMinor = 3_000, StandInDailyMinor = 5_000, StandInDailyCount = 3,
            },
            "test"));
    }

    [Fact]
    public void A_payment_on_an_outside_issuer_is_requested_first_and_its_answer_decides()
    {
        var tap = holder.NextTap(1_000);
        var asked = holder.Pay(tap);
        Assert.True(asked.IsPending);
        Assert.False(asked.IsApproved);

        var reply = Conclude(tap, FundingAnswer.Approved("ABC123"));

        Assert.True(reply.IsApproved);
        Assert.Equal("ABC123", reply.ApprovalCode);
        Assert.Equal(PaymentState.Authorised, world.State.Payments.Find(tap.Payment)!.State);
        world.CheckFold();
    }

    [Theory]
    [InlineData("51", PaymentRefusal.IssuerNoFunds)]
    [InlineData("62", PaymentRefusal.IssuerRestricted)]
    [InlineData("05", PaymentRefusal.IssuerDeclined)]
    [InlineData("ZZ", PaymentRefusal.IssuerDeclined)]
    public void The_issuers_decline_is_passed_on(string responseCode, PaymentRefusal refusal)
    {
        var tap = holder.NextTap(1_000);
        holder.Pay(tap);

        var reply = Conclude(tap, FundingAnswer.Declined(responseCode));

        Assert.Equal((ushort)refusal, reply.RefusalNumber);
        Assert.Empty(Waiting());
        world.CheckFold();
    }

    [Fact]
    public void An_approval_of_a_part_is_declined_and_taken_back()
    {
        var tap = holder.NextTap(1_000);
        holder.Pay(tap);
        var reply = Conclude(tap, FundingAnswer.Declined("10"));
        Assert.Equal((ushort)PaymentRefusal.IssuerDeclined, reply.RefusalNumber);
        Assert.Equal(PartnerMessageKind.Reversal, Assert.Single(Waiting()).Kind);
        world.CheckFold();
    }

    [Fact]
    public void Without_an_answer_the_network_stands_in_within_limits_and_queues_an_advice()
    {
        var tap = holder.NextTap(3_000);
        holder.Pay(tap);

        var reply = Conclude(tap, FundingAnswer.Unknown);

        Assert.True(reply.IsApproved);
        var advice = Assert.Single(Waiting());
        Assert.Equal(PartnerMessageKind.Advice, advice.Kind);
        Assert.Equal(reply.ApprovalCode, advice.Payment.FundingLeg.Reference);
        Assert.Equal(LegState.StoodIn, world.State.Payments.Find(tap.Payment)!.FundingLeg.State);
    }

    [Fact]
    public void Above_the_stand_in_limit_it_declines_and_takes_the_request_back()
    {
        var tap = holder.NextTap(3_001);
        holder.Pay(tap);

        var reply = Conclude(tap, FundingAnswer.Unknown);

        Assert.Equal((ushort)PaymentRefusal.IssuerUnavailable, reply.RefusalNumber);
        Assert.Equal(PartnerMessageKind.Reversal, Assert.Single(Waiting()).Kind);
    }

    [Fact]
    public void A_request_that_never_left_is_declined_without_a_reversal()
    {
        var tap = holder.NextTap(3_001);
        holder.Pay(tap);

        Conclude(tap, FundingAnswer.NotSent);

        Assert.Empty(Waiting());
    }

    [Fact]
    public void Stand_in_stops_at_the_days_sum_and_begins_again_the_next_day()
    {
        Assert.True(StandIn(3_000));
        Assert.True(StandIn(2_000));
        Assert.False(StandIn(1));
        world.Restart();
        Assert.False(StandIn(1));
        world.Pass(TimeSpan.FromDays(1));
        Assert.True(StandIn(3_000));
        world.CheckFold();
    }

    [Fact]
    public void Stand_in_stops_at_the_days_count()
    {
        Assert.True(StandIn(10));
        Assert.True(StandIn(10));
        Assert.True(StandIn(10));
        Assert.False(StandIn(10));
    }

    [Fact]
    public void A_late_approval_is_not_used()
    {
        var tap = holder.NextTap(4_000);
        holder.Pay(tap);
        Conclude(tap, FundingAnswer.Unknown);

        var late = Conclude(tap, FundingAnswer.Approved("LATE01"));

        Assert.Equal((ushort)PaymentRefusal.IssuerUnavailable, late.RefusalNumber);
        Assert.Equal(PaymentState.Declined, world.State.Payments.Find(tap.Payment)!.State);
    }

    [Fact]
    public void A_reversal_overtakes_the_issuers_answer()
    {
        var tap = holder.NextTap(1_000);
        holder.Pay(tap);
        world.Must(new PaymentCommand.Reverse(tap.TraceKey, World.Acquirer));

        var reply = Conclude(tap, FundingAnswer.Approved("ABC123"));

        Assert.False(reply.IsApproved);
        Assert.Equal(PartnerMessageKind.Reversal, Assert.Single(Waiting()).Kind);
        Assert.Equal(PaymentState.Reversed, world.State.Payments.Find(tap.Payment)!.State);
    }

    [Fact]
    public void While_the_answer_is_out_nothing_is_captured_and_the_counter_is_used_up()
    {
        var tap = holder.NextTap(1_000);
        holder.Pay(tap);

        world.MustRefuse(
            PaymentRefusal.StillRequested,
            new PaymentCommand.Capture(tap.Payment, World.Shop, new CaptureId(1), 1_000, IsFinal: true));
        Assert.Equal(PaymentRefusal.CounterUsed, holder.Declined(holder.Tap(1_000)));
    }

    [Fact]
    public void Capture_refund_and_void_each_queue_what_the_issuer_must_post()
    {
        var first = Approved(1_000);
        world.Must(new PaymentCommand.Capture(first, World.Shop, new CaptureId(1), 600, IsFinal: true));
        world.Must(new PaymentCommand.Refund(first, World.Shop, new RefundId(2), 200));
        var second = Approved(500);
        world.Must(new PaymentCommand.Void(second, World.Shop));

        Assert.Equal(
            [(PartnerMessageKind.Presentment, 600), (PartnerMessageKind.RefundPresentment, 200),
                (PartnerMessageKind.Reversal, 500)],
            Waiting().Select(message => (message.Kind, message.AmountMinor)));
        Assert.DoesNotContain(world.State.Ledger.All(), account => account.AccountId.Book == World.OutsideIssuer);
        world.CheckFold();
    }

    [Fact]
    public void What_an_outside_issuer_owes_stands_in_the_windows_positions()
    {
        var payment = Approved(10_000);
        world.Must(new PaymentCommand.Capture(payment, World.Shop, new CaptureId(1), 10_000, IsFinal: true));

        var date = world.Now.Date;
        var window = Assert.IsType<Reply.WindowClosed>(world.Must(new SettlementCommand.CloseWindow(date))).Window;
        world.Must(new SettlementCommand.SettleWindow(date));

        // 10,000 less 150 interchange, and 15 for the wallet.
        Assert.Equal(-9_865, window.Positions.Single(p => p.Book == World.OutsideIssuer.Number).AmountMinor);
        Assert.Equal(0, DueFromOutside());
        Assert.DoesNotContain(
            world.State.Ledger.All(),
            account => account.AccountId.Book == World.OutsideIssuer && account.BalanceMinor != 0);
    }

    [Fact]
    public void A_message_waits_until_it_is_answered_and_an_answer_counts_once()
    {
        StandIn(1_000);
        StandIn(1_000);
        var messages = Waiting();
        world.Restart();
        Assert.Equal(messages, Waiting(), (a, b) => a.Sequence == b.Sequence && a.Kind == b.Kind);

        world.Must(new PartnerCommand.Acknowledge(World.OutsideIssuer, messages[0].Sequence, "00"));
        var before = world.Journal.Count;
        world.Must(new PartnerCommand.Acknowledge(World.OutsideIssuer, messages[0].Sequence, "00"));

        Assert.Equal(before + 1, world.Journal.Count);
        Assert.Equal(messages[1].Sequence, Assert.Single(Waiting()).Sequence);
        world.CheckFold();
    }

    [Fact]
    public void Another_partner_cannot_answer_a_message()
    {
        StandIn(1_000);
        world.Must(new PartnerCommand.Acknowledge(World.Issuer, Waiting()[0].Sequence, "00"));
        Assert.Single(Waiting());
    }

    [Fact]
    public void A_plain_card_of_an_outside_issuer_is_the_issuers_to_judge_and_nobody_stands_in()
    {
        var tap = holder.PlainTap(1_000) with
        {
            Pan = new PanReference(77_777), Verdict = CryptogramVerdict.LeftToIssuer,
        };
        Assert.True(holder.Pay(tap).IsPending);

        var reply = Conclude(tap, FundingAnswer.Unknown);

        Assert.Equal((ushort)PaymentRefusal.IssuerUnavailable, reply.RefusalNumber);
        Assert.Equal(new PanReference(77_777), Waiting()[0].Payment.Pan);
    }

    [Fact]
    public void What_nobody_concluded_never_expires_by_itself_and_is_taken_back_in_the_end()
    {
        var tap = holder.NextTap(1_000);
        Assert.True(holder.Pay(tap).IsPending);
        world.Pass(TimeSpan.FromDays(8));
        world.Send(0, new MaintenanceCommand(100, 100, TimeSpan.FromDays(100)));
        var orphan = Assert.Single(world.State.Payments.Requested());
        Assert.Equal(tap.Payment, orphan.Id);
        var reply = Conclude(tap, FundingAnswer.Unknown);
        Assert.Equal((ushort)PaymentRefusal.IssuerUnavailable, reply.RefusalNumber);
        Assert.Equal(PartnerMessageKind.Reversal, Assert.Single(Waiting()).Kind);
        Assert.Empty(world.State.Payments.Requested());
        world.CheckFold();
    }

    [Fact]
    public void A_token_is_never_left_to_the_issuer_to_verify()
    {
        var tap = holder.NextTap(1_000) with { Verdict = CryptogramVerdict.LeftToIssuer };
        Assert.Equal(PaymentRefusal.CryptogramWrong, holder.Declined(tap));
    }

    [Fact]
    public void Nobody_else_s_word_counts_for_a_token_of_ours()
    {
        var ours = Cardholder.WithToken(world, 2);
        var tap = ours.NextTap(1_000);
        var word = tap with { Verdict = tap.Verdict with { Source = VerdictSource.Network } };
        Assert.Equal(PaymentRefusal.NotForSenderToSay, ours.Declined(word));
        Assert.Equal(
            PaymentRefusal.NotForSenderToSay,
            ours.Declined(word with
            {
                Payment = new PaymentId(77), TraceKey = 77, AdvisedCode = "000001",
            }));
        Assert.Equal(100_000, ours.AvailableMinor);
    }

    private bool StandIn(long amountMinor)
    {
        var tap = holder.NextTap(amountMinor);
        holder.Pay(tap);
        return Conclude(tap, FundingAnswer.Unknown).IsApproved;
    }

    private PaymentId Approved(long amountMinor)
    {
        var tap = holder.NextTap(amountMinor);
        holder.Pay(tap);
        Assert.True(Conclude(tap, FundingAnswer.Approved("111111")).IsApproved);
        return tap.Payment;
    }

    private Reply.PaymentDecided Conclude(PaymentCommand.Authorise tap, FundingAnswer answer) =>
        Assert.IsType<Reply.PaymentDecided>(world.Must(new PaymentCommand.Conclude(tap.Payment, answer)));

    private List<PartnerMessage> Waiting() => [.. world.State.Partners.WaitingFor(World.OutsideIssuer)];

    private long DueFromOutside() => world.State.Ledger.Read(AccountId.Of(
        World.Network, AccountRole.DueFrom, Currency.Usd, World.OutsideIssuer.Number)).BalanceMinor;
}
