namespace Tessera.Core.Tests.Disputes;

public sealed class ChargebackRulesTests
{
    private const long Fee = 1_500;
    private const long RulingFee = 5_000;

    private readonly World world = World.Seeded();
    private readonly Cardholder holder;
    private readonly PaymentId payment;
    private ulong next;

    public ChargebackRulesTests()
    {
        world.Must(new DirectoryCommand.SetChargebackPolicy(
            new ChargebackPolicy { MerchantFeeMinor = Fee, RulingFeeMinor = RulingFee }, "operator"));
        holder = Cardholder.WithToken(world, 1);
        payment = holder.Paid(10_000);
        world.Must(new PaymentCommand.Capture(payment, World.Shop, new CaptureId(++next), 10_000, true));
    }

    private long Merchant => -Balance(World.Acquirer, AccountRole.MerchantPayable, 1);

    private Payment Payment => world.State.Payments.Find(payment)!;

    [Fact]
    public void Opened_it_takes_the_amount_and_a_fee_from_the_merchant_for_the_cardholder()
    {
        var before = Merchant;
        var opened = Open(4_000);
        Assert.Equal((ChargebackState.Opened, 4_000), (opened.State, opened.AmountMinor));
        Assert.Equal(world.Now.Plus(TimeSpan.FromDays(30)), opened.DueAt);
        Assert.Equal(94_000, holder.AvailableMinor);
        Assert.Equal(before - 4_000 - Fee, Merchant);
        Assert.Equal(4_000, Payment.ChargedBackMinor);
        world.CheckFold();
    }

    [Fact]
    public void Accepted_or_let_lapse_it_is_won_and_moves_nothing_more()
    {
        var accepted = Open(4_000);
        var lapsed = Open(1_000);
        var before = Merchant;
        Assert.Equal(ChargebackState.Won, Moved(new ChargebackCommand.Accept(accepted.Id, "shop")).State);
        world.Pass(TimeSpan.FromDays(30));
        world.MustRefuse(
            PaymentRefusal.DeadlinePassed, new ChargebackCommand.Represent(lapsed.Id, "letter", "shop"));
        Housekeep();
        Assert.Equal(
            (ChargebackState.Won, ChargebackClosing.Lapsed),
            (world.State.Chargebacks.Find(lapsed.Id)!.State, world.State.Chargebacks.Find(lapsed.Id)!.Closing));
        Assert.Equal(before, Merchant);
        world.MustRefuse(
            PaymentRefusal.ChargebackStepWrong, new ChargebackCommand.Withdraw(lapsed.Id, "bank"));
        world.CheckFold();
    }

    [Fact]
    public void Represented_the_merchant_has_it_again_and_keeps_it_when_the_issuer_is_silent()
    {
        var before = Merchant;
        var opened = Open(4_000);
        Assert.Equal(
            ChargebackState.Represented,
            Moved(new ChargebackCommand.Represent(opened.Id, "signed slip", "shop")).State);
        Assert.Equal(before - Fee, Merchant);
        Assert.Equal(90_000, holder.AvailableMinor);
        Assert.Equal(0, Payment.ChargedBackMinor);
        world.Pass(TimeSpan.FromDays(31));
        Housekeep();
        Assert.Equal(ChargebackState.Lost, world.State.Chargebacks.Find(opened.Id)!.State);
        Assert.Equal(before - Fee, Merchant);
        world.CheckFold();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_ruling_leaves_the_money_with_the_winner_and_the_fee_with_the_loser(bool issuerWins)
    {
        var before = Merchant;
        var opened = Open(4_000);
        Moved(new ChargebackCommand.Represent(opened.Id, "signed slip", "shop"));
        Moved(new ChargebackCommand.PreArbitrate(opened.Id, "bank"));
        Assert.Equal(94_000, holder.AvailableMinor);
        var ruled = Moved(new ChargebackCommand.Rule(opened.Id, issuerWins, "network"));
        Assert.Equal(
            (issuerWins ? ChargebackState.Won : ChargebackState.Lost, ChargebackClosing.Ruled),
            (ruled.State, ruled.Closing));
        Assert.Equal(issuerWins ? 94_000 : 90_000, holder.AvailableMinor);
        Assert.Equal(before - Fee - (issuerWins ? 4_000 + RulingFee : 0), Merchant);
        Assert.Equal(-RulingFee, Balance(World.Network, AccountRole.ChargebackFeeIncome));
        Assert.Equal(issuerWins ? 0 : RulingFee, Balance(World.Issuer, AccountRole.ChargebackFeeExpense));
        Assert.Equal(issuerWins ? 4_000 : 0, Payment.ChargedBackMinor);
        world.CheckFold();
    }

    [Fact]
    public void Withdrawn_the_amount_goes_back()
    {
        var before = Merchant;
        var opened = Open(4_000);
        Assert.Equal(ChargebackState.Lost, Moved(new ChargebackCommand.Withdraw(opened.Id, "bank")).State);
        Assert.Equal(before - Fee, Merchant);
        Assert.Equal(90_000, holder.AvailableMinor);
    }

    [Fact]
    public void Refunds_and_chargebacks_share_what_was_captured()
    {
        world.Must(new PaymentCommand.Refund(payment, World.Shop, new RefundId(++next), 3_000));
        world.MustRefuse(PaymentRefusal.ChargebackExceedsCaptured, OpenOf(7_001));
        var opened = Open(5_000);
        world.MustRefuse(
            PaymentRefusal.RefundExceedsCaptured,
            new PaymentCommand.Refund(payment, World.Shop, new RefundId(++next), 2_001));
        Moved(new ChargebackCommand.Represent(opened.Id, "slip", "shop"));
        world.Must(new PaymentCommand.Refund(payment, World.Shop, new RefundId(++next), 6_000));
        world.MustRefuse(
            PaymentRefusal.ChargebackExceedsCaptured, new ChargebackCommand.PreArbitrate(opened.Id, "bank"));
        world.CheckFold();
    }

    [Fact]
    public void What_was_charged_back_once_is_not_charged_back_again_whoever_won()
    {
        var lost = Open(6_000);
        Moved(new ChargebackCommand.Represent(lost.Id, "slip", "shop"));
        Moved(new ChargebackCommand.PreArbitrate(lost.Id, "bank"));
        Moved(new ChargebackCommand.Rule(lost.Id, false, "network"));
        world.MustRefuse(PaymentRefusal.ChargebackExceedsCaptured, OpenOf(4_001));
        Archive();
        world.Must(new PaymentCommand.Refund(payment, World.Shop, new RefundId(++next), 1_000));
        Open(3_000);
        world.MustRefuse(PaymentRefusal.ChargebackExceedsCaptured, OpenOf(1));
        world.CheckFold();
    }

    [Fact]
    public void A_payment_is_charged_back_in_ten_parts_at_most()
    {
        for (var i = 0; i < 10; i++)
        {
            Open(1);
        }

        world.MustRefuse(PaymentRefusal.TooManyParts, OpenOf(1));
    }

    [Fact]
    public void A_closed_one_leaves_memory_half_a_year_after_its_last_deadline()
    {
        world.Must(new DirectoryCommand.SetChargebackPolicy(
            new ChargebackPolicy { MerchantFeeMinor = Fee, OpenDays = 360 }, "operator"));
        var opened = Open(1_000);
        Moved(new ChargebackCommand.Accept(opened.Id, "shop"));
        world.Pass(TimeSpan.FromDays(30 + 183));
        Open(1_000);
        Assert.NotNull(world.State.Chargebacks.Find(opened.Id));
        world.Pass(TimeSpan.FromDays(1));
        var last = Open(1_000);
        Assert.Null(world.State.Chargebacks.Find(opened.Id));
        Assert.NotNull(world.State.Chargebacks.Find(last.Id));
        world.CheckFold();
    }

    [Fact]
    public void Each_step_has_its_turn()
    {
        var opened = Open(1_000);
        world.MustRefuse(PaymentRefusal.ChargebackStepWrong, new ChargebackCommand.PreArbitrate(opened.Id, "bank"));
        world.MustRefuse(PaymentRefusal.ChargebackStepWrong, new ChargebackCommand.Rule(opened.Id, true, "network"));
        world.MustRefuse(PaymentRefusal.EvidenceMissing, new ChargebackCommand.Represent(opened.Id, "", "shop"));
        Moved(new ChargebackCommand.Represent(opened.Id, "slip", "shop"));
        world.MustRefuse(PaymentRefusal.ChargebackStepWrong, new ChargebackCommand.Accept(opened.Id, "shop"));
        world.MustRefuse(
            PaymentRefusal.ChargebackUnknown, new ChargebackCommand.Accept(new Id<IdKinds.Chargeback>(99), "shop"));
    }

    [Fact]
    public void Another_issuers_payment_is_unknown_and_an_old_one_too_late()
    {
        world.MustRefuse(PaymentRefusal.PaymentUnknown, OpenOf(1) with { Issuer = World.Acquirer });
        world.MustRefuse(PaymentRefusal.ChargebackExceedsCaptured, OpenOf(0));
        world.Pass(TimeSpan.FromDays(121));
        world.MustRefuse(PaymentRefusal.ChargebackTooLate, OpenOf(1));
    }

    [Fact]
    public void A_payment_in_the_cold_store_comes_back_for_each_step()
    {
        Archive();
        var opened = Open(4_000);
        Archive();
        Moved(new ChargebackCommand.Represent(opened.Id, "slip", "shop"));
        Archive();
        Moved(new ChargebackCommand.Withdraw(opened.Id, "bank"));
        Assert.Equal(90_000, holder.AvailableMinor);
        world.CheckFold();
    }

    [Fact]
    public void It_closes_the_case_that_led_to_it()
    {
        var far = new Clearing.OutsideAcquirer(world);
        var tap = far.Tap(holder, 500);
        var reply = Assert.IsType<Reply.PaymentChanged>(world.Must(far.Presentment(tap, 500)));
        Assert.Single(world.State.Clearing.Open);
        world.Must(new ChargebackCommand.Open(
            new Id<IdKinds.Chargeback>(++next), reply.Payment, World.Issuer, 500, ChargebackReason.NoAuthorisation,
            "bank"));
        Assert.Empty(world.State.Clearing.Open);
        Assert.Equal(90_000, holder.AvailableMinor);
        world.CheckFold();
    }

    [Fact]
    public void The_window_shows_it_and_a_prepaid_balance_stays_safeguarded()
    {
        var prepaid = Cardholder.WithToken(world, 2, 20_000, CardAccountKind.Prepaid);
        var paid = prepaid.Paid(15_000);
        world.Must(new PaymentCommand.Capture(paid, World.Shop, new CaptureId(++next), 15_000, true));
        var opened = Moved(OpenOf(15_000) with { Payment = paid });
        Settle(line => Assert.Equal(
            (1, 15_000L, Fee), (line.ChargebackCount, line.ChargedBackMinor, line.ChargebackFeeMinor)));
        Moved(new ChargebackCommand.Represent(opened.Id, "slip", "shop"));
        Settle(line => Assert.Equal(
            (0, -15_000L, 15_000L), (line.ChargebackCount, line.ChargedBackMinor, line.NetMinor)));
        Assert.Equal(5_000, prepaid.AvailableMinor);
        world.CheckFold();
    }

    private ChargebackCommand.Open OpenOf(long amountMinor) => new(
        new Id<IdKinds.Chargeback>(++next), payment, World.Issuer, amountMinor, ChargebackReason.Fraud, "bank");

    private Chargeback Open(long amountMinor) => Moved(OpenOf(amountMinor));

    private Chargeback Moved(ChargebackCommand command) =>
        Assert.IsType<Reply.ChargebackMoved>(world.Must(command)).Chargeback;

    private void Settle(Action<MerchantLine> check)
    {
        var today = world.Now.Date;
        var closed = Assert.IsType<Reply.WindowClosed>(world.Must(new SettlementCommand.CloseWindow(today)));
        check(Assert.Single(closed.Window.Lines));
        world.Must(new SettlementCommand.SettleWindow(today));
        world.Pass(TimeSpan.FromDays(1));
    }

    private void Housekeep() => world.Send(0, new MaintenanceCommand(50, 100, TimeSpan.FromDays(400)));

    private void Archive()
    {
        world.Pass(TimeSpan.FromHours(2));
        world.Send(0, new MaintenanceCommand(50, 100, TimeSpan.FromHours(1)));
        Assert.Null(world.State.Payments.Find(payment));
    }

    private long Balance(BookId book, AccountRole role, ulong owner = 0) =>
        world.State.Ledger.Read(AccountId.Of(book, role, Currency.Usd, owner)).BalanceMinor;
}
