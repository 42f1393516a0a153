namespace Tessera.Core.Tests.Settlement;

public sealed class SettlementRulesTests
{
    private readonly World world = World.Seeded();
    private readonly Cardholder holder;
    private ulong act;

    public SettlementRulesTests() => holder = Cardholder.WithToken(world, 1);

    private DateOnly Today => world.Now.Date;

    [Fact]
    public void A_window_nets_to_zero_and_the_batch_equals_the_merchant_account()
    {
        var first = Captured(10_000);
        Captured(2_345);
        world.Must(new PaymentCommand.Refund(first, World.Shop, new RefundId(++act), 3_000));

        var window = Close(Today);
        var line = Assert.Single(window.Lines);

        // 2 % of each capture rounded half up, plus 10 each; refunds keep their fee.
        Assert.Equal(210 + 57, line.MerchantFeeMinor);
        Assert.Equal((2, 12_345, 1, 3_000),
            (line.CaptureCount, line.CapturedMinor, line.RefundCount, line.RefundedMinor));
        Assert.Equal(12_345 - 3_000 - 267, line.NetMinor);
        Assert.Equal(-line.NetMinor, Balance(World.Acquirer, AccountRole.MerchantPayable, 1));
        Assert.Equal(0, window.Positions.Sum(position => position.AmountMinor));
        world.CheckFold();
    }

    [Fact]
    public void Settling_pays_the_positions_and_instructs_the_merchant()
    {
        Captured(10_000);
        var window = Close(Today);
        var reply = Assert.IsType<Reply.WindowSettled>(world.Must(new SettlementCommand.SettleWindow(Today)));

        foreach (var position in window.Positions)
        {
            Assert.Equal(
                position.AmountMinor, Balance(new BookId(position.Book), AccountRole.SettlementBank, 0));
        }

        var payout = Assert.Single(reply.Payouts);
        Assert.Equal(10_000 - 210, payout.AmountMinor);
        Assert.Equal(0, Balance(World.Acquirer, AccountRole.MerchantPayable, 1));
        Assert.Equal(-9_790, Balance(World.Acquirer, AccountRole.PayoutInTransit, 0));
        world.MustRefuse(SettlementRefusal.AmountDiffers, Confirm(payout.Id, 9_789, Currency.Usd));
        world.MustRefuse(SettlementRefusal.AmountDiffers, Confirm(payout.Id, 9_790, Currency.Jpy));
        world.Must(Confirm(payout.Id, 9_790, Currency.Usd));
        Assert.Equal(0, Balance(World.Acquirer, AccountRole.PayoutInTransit, 0));
        world.MustRefuse(SettlementRefusal.AlreadySettled, Confirm(payout.Id, 9_790, Currency.Usd));
        world.CheckFold();
    }

    [Fact]
    public void What_is_settled_and_paid_out_leaves_memory_after_a_week_and_the_rest_stays()
    {
        var unpaid = Payouts().Single();
        world.Pass(TimeSpan.FromDays(1));
        var paid = Payouts().Single();
        world.Must(Confirm(paid.Id, paid.AmountMinor, Currency.Usd));
        world.Pass(TimeSpan.FromDays(7));
        Close(Today);
        Assert.NotNull(world.State.Settlement.Find(paid.Id));
        world.Pass(TimeSpan.FromDays(1));
        Close(Today);
        Assert.Null(world.State.Settlement.Find(paid.Id));
        Assert.Null(world.State.Settlement.Find(paid.BusinessDate));
        world.Must(Confirm(unpaid.Id, unpaid.AmountMinor, Currency.Usd));
        world.CheckFold();
    }

    [Fact]
    public void Every_due_account_is_empty_after_settlement()
    {
        var payment = Captured(10_000);
        world.Must(new PaymentCommand.Refund(payment, World.Shop, new RefundId(++act), 1_000));
        Close(Today);
        world.Must(new SettlementCommand.SettleWindow(Today));
        Assert.All(
            world.State.Ledger.All().Where(a => a.AccountId.Role is AccountRole.DueTo or AccountRole.DueFrom),
            account => Assert.Equal(0, account.BalanceMinor));
    }

    [Fact]
    public void Money_moved_after_the_close_belongs_to_the_next_date()
    {
        Captured(1_000);
        Close(Today);
        Captured(2_000);
        world.MustRefuse(SettlementRefusal.WindowAlreadyClosed, new SettlementCommand.CloseWindow(Today));
        Assert.Equal(Today.AddDays(1), world.State.Settlement.BusinessDate(world.Now));
        world.MustRefuse(SettlementRefusal.WindowNotDue, new SettlementCommand.CloseWindow(Today.AddDays(1)));
        world.Pass(TimeSpan.FromDays(1));
        var next = Close(Today);
        Assert.Equal(2_000, Assert.Single(next.Lines).CapturedMinor);
    }

    [Fact]
    public void A_window_of_a_day_to_come_is_not_due() =>
        world.MustRefuse(SettlementRefusal.WindowNotDue, new SettlementCommand.CloseWindow(Today.AddDays(1)));

    [Fact]
    public void Windows_close_and_settle_in_order()
    {
        Captured(1_000);
        var first = Today;
        world.Pass(TimeSpan.FromDays(1));
        Captured(1_000);
        world.MustRefuse(SettlementRefusal.OutOfOrder, new SettlementCommand.CloseWindow(Today));
        Close(first);
        Close(Today);
        world.MustRefuse(SettlementRefusal.OutOfOrder, new SettlementCommand.SettleWindow(Today));
        world.Must(new SettlementCommand.SettleWindow(first));
        world.MustRefuse(SettlementRefusal.AlreadySettled, new SettlementCommand.SettleWindow(first));
        world.Must(new SettlementCommand.SettleWindow(Today));
    }

    [Fact]
    public void A_merchant_whose_refunds_outran_its_captures_is_paid_later_and_less()
    {
        var payment = Captured(10_000);
        Close(Today);
        world.Must(new SettlementCommand.SettleWindow(Today));
        world.Pass(TimeSpan.FromDays(1));
        world.Must(new PaymentCommand.Refund(payment, World.Shop, new RefundId(++act), 10_000));
        Close(Today);
        var none = Assert.IsType<Reply.WindowSettled>(world.Must(new SettlementCommand.SettleWindow(Today)));
        Assert.Empty(none.Payouts);
        world.Pass(TimeSpan.FromDays(1));
        Captured(20_000);
        Close(Today);
        var later = Assert.IsType<Reply.WindowSettled>(world.Must(new SettlementCommand.SettleWindow(Today)));
        Assert.Equal(20_000 - 410 - 10_000, Assert.Single(later.Payouts).AmountMinor);
        world.CheckFold();
    }

    [Fact]
    public void Spent_customer_funds_leave_the_safeguarding_bank_at_settlement()
    {
        var prepaid = Cardholder.WithToken(world, 2, 20_000, CardAccountKind.Prepaid);
        world.Must(CaptureOf(prepaid.Paid(15_000), 15_000));
        Close(Today);
        world.Must(new SettlementCommand.SettleWindow(Today));
        Assert.Equal(5_000, Balance(World.Issuer, AccountRole.SafeguardingBank, 0));
        world.CheckFold();
    }

    // 150 bp interchange, 10 bp to the scheme, 200 bp and 10 fixed a capture to the acquirer.
    [Fact]
    public void Cutting_a_payment_into_parts_changes_no_fee_in_basis_points()
    {
        var payment = holder.Paid(10_000);
        for (var i = 0; i < 100; i++)
        {
            world.Must(new PaymentCommand.Capture(payment, World.Shop, new CaptureId(++act), 100, false));
        }

        for (var i = 0; i < 100; i++)
        {
            world.Must(new PaymentCommand.Refund(payment, World.Shop, new RefundId(++act), 34));
        }

        world.MustRefuse(
            PaymentRefusal.TooManyParts, new PaymentCommand.Refund(payment, World.Shop, new RefundId(++act), 1));
        var line = Assert.Single(Close(Today).Lines);
        Assert.Equal(10, line.SchemeFeeMinor);
        Assert.Equal(200 + (100 * 10), line.MerchantFeeMinor);
        Assert.Equal(150 - 51, line.InterchangeMinor);
        world.CheckFold();
    }

    private static SettlementCommand.ConfirmPayout Confirm(
        Id<IdKinds.Payout> payout, long amountMinor, Currency currency) =>
        new(payout, amountMinor, currency, "statement 1");

    private MerchantPayout[] Payouts()
    {
        Captured(1_000);
        Close(Today);
        return [.. Assert.IsType<Reply.WindowSettled>(world.Must(new SettlementCommand.SettleWindow(Today))).Payouts];
    }

    private SettlementWindow Close(DateOnly date) =>
        Assert.IsType<Reply.WindowClosed>(world.Must(new SettlementCommand.CloseWindow(date))).Window;

    private PaymentId Captured(long amountMinor)
    {
        var payment = holder.Paid(amountMinor);
        world.Must(CaptureOf(payment, amountMinor));
        return payment;
    }

    private PaymentCommand.Capture CaptureOf(PaymentId payment, long amountMinor) =>
        new(payment, World.Shop, new CaptureId(++act), amountMinor, true);

    private long Balance(BookId book, AccountRole role, ulong owner) =>
        world.State.Ledger.Read(AccountId.Of(book, role, Currency.Usd, owner)).BalanceMinor;
}
