using Tessera.Core.Fees;

namespace Tessera.Core.Tests.Settlement;

// Reserve, debt and payout of one merchant, window by window. The shop pays nothing here, so every figure is its own.
public sealed class MerchantSettlementTests
{
    private readonly World world = World.Seeded();
    private readonly Cardholder holder;
    private ulong act;

    public MerchantSettlementTests()
    {
        holder = Cardholder.WithToken(world, 1, 10_000_000);
        Terms(1_000, 10);
    }

    [Fact]
    public void A_part_of_each_capture_is_held_back_and_released_by_its_date()
    {
        Captured(10_000);
        Expect(net: 10_000, held: 1_000, payout: 9_000);
        Captured(5_001);
        Expect(net: 5_001, held: 500, payout: 4_501);
        Assert.Equal(1_500, -Balance(AccountRole.MerchantReserve));
        world.Pass(TimeSpan.FromDays(8));
        Expect(net: 0, released: 1_000, payout: 1_000);
        Captured(100);
        Expect(net: 100, released: 500, held: 10, payout: 590);
        Assert.Equal(10, -Balance(AccountRole.MerchantReserve));
        world.CheckFold();
    }

    [Fact]
    public void Refunds_after_payout_make_debt_that_the_next_payouts_pay()
    {
        Terms(0, 0);
        var payment = Captured(10_000);
        Expect(net: 10_000, payout: 10_000);
        world.Must(new PaymentCommand.Refund(payment, World.Shop, new RefundId(++act), 10_000));
        Expect(net: -10_000, made: 10_000);
        Assert.Equal(10_000, Balance(AccountRole.MerchantDebt));
        Captured(4_000);
        Expect(net: 4_000, collected: 4_000);
        Captured(7_000);
        Expect(net: 7_000, collected: 6_000, payout: 1_000);
        Assert.Equal(0, Balance(AccountRole.MerchantDebt));
        Assert.Equal(0, Balance(AccountRole.MerchantPayable));
        world.CheckFold();
    }

    [Fact]
    public void A_reserve_is_drawn_before_debt_is_made_the_oldest_part_first()
    {
        var first = Captured(10_000);
        Expect(net: 10_000, held: 1_000, payout: 9_000);
        Captured(10_000);
        Expect(net: 10_000, held: 1_000, payout: 9_000);
        world.Must(new PaymentCommand.Refund(first, World.Shop, new RefundId(++act), 1_500));
        Expect(net: -1_500, drawn: 1_500);
        world.Must(new PaymentCommand.Refund(first, World.Shop, new RefundId(++act), 1_000));
        Expect(net: -1_000, drawn: 500, made: 500);
        world.Pass(TimeSpan.FromDays(20));
        Captured(1_000);
        Expect(net: 1_000, collected: 500, held: 100, payout: 400);
        world.CheckFold();
    }

    [Fact]
    public void Nothing_is_held_back_of_what_a_merchant_does_not_get()
    {
        var payment = Captured(10_000);
        Expect(net: 10_000, held: 1_000, payout: 9_000);
        Captured(1_000);
        world.Must(new PaymentCommand.Refund(payment, World.Shop, new RefundId(++act), 950));
        Expect(net: 50, held: 50);
        world.CheckFold();
    }

    [Fact]
    public void An_approval_that_would_pass_the_cap_is_declined_and_obligations_still_post()
    {
        world.Must(new SettlementCommand.SetNetDebitCap(World.Issuer, Currency.Usd, 10_000, 8_000, "operator"));
        var first = holder.Paid(6_000);
        Assert.Equal(PaymentRefusal.NetDebitCapReached, holder.Declined(holder.NextTap(4_001)));
        var second = holder.Paid(4_000);
        world.Must(new PaymentCommand.Capture(first, World.Shop, new CaptureId(++act), 6_000, true));
        world.Must(new PaymentCommand.Capture(second, World.Shop, new CaptureId(++act), 4_000, true));

        // 150 bp interchange come back, 15 bp go to the wallet.
        Assert.Equal(new Exposure(10_015, 150, 0), Of(World.Issuer));
        Assert.True(holder.Pay(holder.NextTap(135)).IsApproved);
        Assert.Equal(PaymentRefusal.NetDebitCapReached, holder.Declined(holder.NextTap(1)));
        Settle();
        Assert.Equal(new Exposure(0, 0, 135), Of(World.Issuer));
        Assert.True(holder.Pay(holder.NextTap(9_000)).IsApproved);
        world.Restart();
        Assert.Equal(PaymentRefusal.NetDebitCapReached, holder.Declined(holder.NextTap(9_000)));
        world.Must(new SettlementCommand.SetNetDebitCap(World.Issuer, Currency.Usd, null, 8_000, "operator"));
        Assert.True(holder.Pay(holder.NextTap(9_000)).IsApproved);
        world.CheckFold();
    }

    [Fact]
    public void A_cap_needs_a_participant_and_sane_figures()
    {
        world.MustRefuse(SettlementRefusal.ParticipantUnknown, new SettlementCommand.SetNetDebitCap(
            new BookId(99), Currency.Usd, 1, 1, "operator"));
        world.MustRefuse(SettlementRefusal.CapInvalid, new SettlementCommand.SetNetDebitCap(
            World.Issuer, Currency.Usd, -1, 1, "operator"));
        world.MustRefuse(SettlementRefusal.CapInvalid, new SettlementCommand.SetNetDebitCap(
            World.Issuer, Currency.Usd, 1, 10_001, "operator"));
    }

    private Exposure Of(BookId book) => Exposure.Of(world.State, book, World.Network, Currency.Usd);

    private void Terms(int reserveBasisPoints, int days) => world.Must(new DirectoryCommand.SetMerchantTerms(
        World.Shop, new MerchantTerms(FeePlan.Blended, 0, 0, reserveBasisPoints, days), "acquirer"));

    private PaymentId Captured(long amountMinor)
    {
        var payment = holder.Paid(amountMinor);
        world.Must(new PaymentCommand.Capture(payment, World.Shop, new CaptureId(++act), amountMinor, true));
        return payment;
    }

    private void Settle()
    {
        var today = world.Now.Date;
        world.Must(new SettlementCommand.CloseWindow(today));
        world.Must(new SettlementCommand.SettleWindow(today));
        world.Pass(TimeSpan.FromDays(1));
    }

    private void Expect(
        long net, long released = 0, long collected = 0, long drawn = 0, long made = 0, long held = 0, long payout = 0)
    {
        Settle();
        var last = world.Events().OfType<SettlementEvent.MerchantSettled>().Last().Settlement;
        Assert.Equal(
            (net, released, collected, drawn, made, held, payout),
            (last.NetMinor, last.ReleasedMinor, last.DebtCollectedMinor, last.ReserveDrawnMinor, last.DebtMadeMinor,
                last.HeldMinor, last.PayoutMinor));
        Assert.Equal(0, Balance(AccountRole.MerchantPayable));
    }

    private long Balance(AccountRole role) =>
        world.State.Ledger.Read(AccountId.Of(World.Acquirer, role, Currency.Usd, 1)).BalanceMinor;
}
