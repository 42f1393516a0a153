using Tessera.Core.Fees;

namespace Tessera.Core.Tests.Fees;

public sealed class FeeTableTests
{
    private static readonly DateOnly Today = new(2026, 11, 2);

    private readonly World world = World.Seeded();
    private readonly Cardholder holder;
    private ulong act;

    public FeeTableTests() => holder = Cardholder.WithToken(world, 1);

    [Fact]
    public void The_first_row_that_fits_holds_and_the_table_itself_where_none_does()
    {
        var table = new FeeTable(1, 150, 10, default, [
            Row(1) with { CategoryFrom = 4_000, CategoryTo = 4_999 },
            Row(2) with { CategoryFrom = 5_411, Presence = CardPresence.Remote },
            Row(3) with { CategoryFrom = 5_411, Product = CardProduct.Debit },
            Row(4) with { Prefix = "99992" },
            Row(5) with { PaymentSystem = "tessera", Border = FeeBorder.Cross },
            Row(6) with { PaymentSystem = "other" },
        ]);
        var basis = Basis();
        Assert.Equal(150, table.RowFor(basis).Interchange.BasisPoints);
        Assert.Equal(1, RowOf(basis with { CategoryCode = 4_500 }));
        Assert.Equal(2, RowOf(basis with { Presence = CardPresence.Remote, Product = CardProduct.Debit }));
        Assert.Equal(3, RowOf(basis with { Product = CardProduct.Debit }));
        Assert.Equal(4, RowOf(basis with { Prefix = "999921" }));
        Assert.Equal(5, RowOf(basis with { Border = FeeBorder.Cross }));
        Assert.Equal(6, RowOf(basis with { PaymentSystem = "other" }));

        int RowOf(FeeBasis asked) => table.RowFor(asked).Interchange.BasisPoints;
    }

    [Theory]
    [InlineData(100, 0, 0, 10_000, 100)]
    [InlineData(100, 7, 0, 10_000, 107)]
    [InlineData(100, 7, 60, 10_000, 67)]
    [InlineData(15, 0, 0, 333, 0)]
    [InlineData(15, 0, 0, 334, 1)]
    public void A_rate_is_a_capped_share_rounded_half_up_and_a_fixed_part(
        int basisPoints, long fixedMinor, long cap, long amount, long fee) =>
        Assert.Equal(fee, new FeeRate(basisPoints, fixedMinor, cap).Of(
            Money.Zero(Currency.Usd), new Money(amount, Currency.Usd)));

    [Fact]
    public void A_cap_holds_over_all_parts_of_a_payment()
    {
        var rate = new FeeRate(100, 0, 60);
        var charged = 0L;
        for (var before = 0L; before < 10_000; before += 1_000)
        {
            charged += rate.Of(new Money(before, Currency.Usd), new Money(1_000, Currency.Usd));
        }

        Assert.Equal(60, charged);
    }

    [Fact]
    public void A_version_holds_from_its_date_on_and_payments_keep_the_one_they_were_presented_by()
    {
        world.Must(Fees(2, 200, Today.AddDays(2)));
        world.Must(Fees(3, 170, Today.AddDays(1)));
        Assert.Equal(
            [0, 1, 3, 2, 2],
            Enumerable.Range(-1, 5).Select(day => world.State.Directory.FeesOn(Today.AddDays(day)).Version));
        Assert.Equal((150, 1), Presented(10_000));
        world.Pass(TimeSpan.FromDays(1));
        Assert.Equal((170, 3), Presented(10_000));
        world.Pass(TimeSpan.FromDays(1));
        Assert.Equal((200, 2), Presented(10_000));
        world.CheckFold();
    }

    [Fact]
    public void A_version_that_would_reach_back_is_refused()
    {
        world.MustRefuse(DirectoryRefusal.EffectiveInPast, Fees(2, 200, Today.AddDays(-1)));
        world.Must(new SettlementCommand.CloseWindow(Today));
        world.MustRefuse(DirectoryRefusal.EffectiveInPast, Fees(2, 200, Today));
        world.Must(Fees(2, 200, default));
        Assert.Equal(Today.AddDays(1), world.State.Directory.FindFees(2)!.EffectiveFrom);
    }

    [Fact]
    public void A_table_with_a_rate_out_of_range_is_refused()
    {
        world.MustRefuse(DirectoryRefusal.RecordInvalid, Fees(2, 10_001, default));
        world.MustRefuse(DirectoryRefusal.RecordInvalid, Rows(Row(-1)));
        world.MustRefuse(DirectoryRefusal.RecordInvalid, Rows(Row(1) with { Prefix = "99x" }));
        world.MustRefuse(DirectoryRefusal.RecordInvalid, Rows(Row(1) with { CategoryFrom = 9, CategoryTo = 8 }));
        world.MustRefuse(DirectoryRefusal.RecordInvalid, Rows(Row(1) with { Scheme = new FeeRate(1, -1) }));
        world.MustRefuse(DirectoryRefusal.RecordInvalid, Rows([.. Enumerable.Repeat(Row(1), 1_001)]));
    }

    [Fact]
    public void Interchange_plus_passes_the_costs_on_and_adds_the_rate()
    {
        world.Must(new DirectoryCommand.SetMerchantTerms(
            World.Shop, new MerchantTerms(FeePlan.InterchangePlus, 50, 5, 0, 0), "acquirer"));
        Capture(10_000);
        var fees = Last<PaymentEvent.Presented>().Fees;
        Assert.Equal(new PresentmentFees(150 + 10 + 50 + 5, 150, 10, 15), fees);
        world.MustRefuse(DirectoryRefusal.RecordInvalid, new DirectoryCommand.SetMerchantTerms(
            World.Shop, new MerchantTerms(FeePlan.Blended, 50, 5, 100, 0), "acquirer"));
    }

    [Fact]
    public void A_merchant_pays_no_more_than_the_amount()
    {
        Capture(3);
        Assert.Equal(3, Last<PaymentEvent.Presented>().Fees.MerchantMinor);
    }

    [Fact]
    public void Every_fee_can_be_computed_again_from_the_version_it_was_decided_by()
    {
        world.Must(Rows(
            Row(80) with { Product = CardProduct.Any, Wallet = new FeeRate(10, 1), Scheme = new FeeRate(3, 2, 9) }));
        var payment = holder.Paid(60_000);
        foreach (var amount in new[] { 1L, 33_333, 9_999 })
        {
            world.Must(new PaymentCommand.Capture(payment, World.Shop, new CaptureId(++act), amount, false));
            world.Must(Fees(100 + (int)act, (int)act, default));
        }

        var presented = All<PaymentEvent.Presented>();
        Assert.Equal(3, presented.Select(e => e.Basis!.FeeVersion).Distinct().Count());
        Assert.All(presented, e => Assert.Equal(
            e.Fees,
            PresentmentFees.Of(
                world.State.Directory.FindFees(e.Basis!.FeeVersion)!,
                e.Basis,
                new Money(e.AmountMinor, Currency.Usd))));
    }

    [Fact]
    public void Refunds_give_back_the_interchange_that_was_charged_to_the_last_cent()
    {
        world.Must(Rows(Row(80) with { Interchange = new FeeRate(80, 21) }));
        var payment = Capture(9_999);
        foreach (var amount in new[] { 1L, 5_000, 4_998 })
        {
            world.Must(new PaymentCommand.Refund(payment, World.Shop, new RefundId(++act), amount));
        }

        var charged = Last<PaymentEvent.Presented>().Fees.InterchangeMinor;
        Assert.Equal(80 + 21, charged);
        Assert.Equal(charged, All<PaymentEvent.Refunded>().Sum(e => e.InterchangeReturnedMinor));
    }

    private static FeeRow Row(int basisPoints) =>
        new() { Interchange = new FeeRate(basisPoints), Scheme = new FeeRate(1) };

    private static DirectoryCommand.SetFees Rows(params FeeRow[] rows) =>
        new(new FeeTable(50, 0, 0, default, rows), "test");

    private static DirectoryCommand.SetFees Fees(int version, int interchange, DateOnly from) =>
        new(new FeeTable(version, interchange, 10, from), "test");

    private static FeeBasis Basis() => new()
    {
        FeeVersion = 1,
        CategoryCode = 5_411,
        Prefix = "999910",
        PaymentSystem = "tessera",
        Presence = CardPresence.Present,
        Product = CardProduct.Credit,
        Border = FeeBorder.Domestic,
        Plan = FeePlan.Blended,
        MerchantBasisPoints = 0,
        MerchantFixedMinor = 0,
        HasWallet = false,
        WalletBasisPoints = 0,
        BeforeMinor = 0,
        HasMerchant = true,
    };

    private (long Interchange, int Version) Presented(long amountMinor)
    {
        Capture(amountMinor);
        var presented = Last<PaymentEvent.Presented>();
        return (presented.Fees.InterchangeMinor, presented.Basis!.FeeVersion);
    }

    private PaymentId Capture(long amountMinor)
    {
        var payment = holder.Paid(amountMinor);
        world.Must(new PaymentCommand.Capture(payment, World.Shop, new CaptureId(++act), amountMinor, true));
        return payment;
    }

    private T Last<T>()
        where T : CoreEvent => All<T>()[^1];

    private List<T> All<T>()
        where T : CoreEvent => [.. world.Events().OfType<T>()];
}
