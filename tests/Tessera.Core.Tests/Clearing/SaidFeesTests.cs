using Tessera.Core.Fees;
using Tessera.Core.Tests.Partners;

namespace Tessera.Core.Tests.Clearing;

// Fees that a network says in its message to an issuer that keeps its own books.
public sealed class SaidFeesTests
{
    private const long AmountMinor = 1_000;
    private const long MostMinor = AmountMinor + FeeRate.MostMinor;

    private readonly BankHost bank = new();
    private UInt128 next;

    public SaidFeesTests() => bank.OpenCard(1, 100_000);

    private long Interchange => -bank.World.State.Ledger.Read(
        AccountId.Of(BankHost.Bank, AccountRole.InterchangeIncome, Currency.Usd)).BalanceMinor;

    [Theory]
    [InlineData(MostMinor + 1, 0)]
    [InlineData(0, MostMinor + 1)]
    [InlineData(long.MaxValue, 0)]
    [InlineData(0, long.MaxValue)]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    public void Beyond_what_any_table_asks_for_they_are_refused(long interchangeMinor, long walletMinor) =>
        bank.World.MustRefuse(
            PaymentRefusal.FeesInvalid,
            bank.Presentment(Paid(), ++next, new PresentmentFees(0, interchangeMinor, 0, walletMinor)));

    [Fact]
    public void The_greatest_still_post()
    {
        bank.World.Must(bank.Presentment(Paid(), ++next, new PresentmentFees(0, MostMinor, 0, MostMinor)));
        Assert.Equal(MostMinor, Interchange);
        bank.World.CheckFold();
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void Merchant_and_scheme_fees_are_not_the_issuers_matter(long merchantMinor, long schemeMinor) =>
        bank.World.MustRefuse(
            PaymentRefusal.FeesInvalid,
            bank.Presentment(Paid(), ++next, new PresentmentFees(merchantMinor, 0, schemeMinor, 0)));

    [Fact]
    public void A_refund_takes_back_no_more_interchange_than_was_charged()
    {
        var request = Paid();
        bank.World.Must(bank.Presentment(request, ++next, new PresentmentFees(0, 15, 0, 0)));

        bank.World.MustRefuse(PaymentRefusal.FeesInvalid, Refund(request, 500) with { InterchangeMinor = 16 });
        bank.World.MustRefuse(PaymentRefusal.FeesInvalid, Refund(request, 500) with { InterchangeMinor = -1 });
        bank.World.MustRefuse(PaymentRefusal.FeesInvalid, Refund(request, 500));
        bank.World.Must(Refund(request, 500) with { InterchangeMinor = 8 });
        bank.World.MustRefuse(PaymentRefusal.FeesInvalid, Refund(request, 500) with { InterchangeMinor = 8 });
        bank.World.Must(Refund(request, 500) with { InterchangeMinor = 7 });
        Assert.Equal(0, Interchange);
    }

    [Fact]
    public void Where_the_network_is_here_a_refund_says_no_interchange()
    {
        var world = World.Seeded();
        var holder = Cardholder.WithToken(world, 1);
        var far = new OutsideAcquirer(world);
        var tap = far.Paid(holder, AmountMinor);
        world.Must(far.Presentment(tap, AmountMinor));

        world.MustRefuse(PaymentRefusal.FeesInvalid, far.Refund(tap, 1) with { InterchangeMinor = 1 });
    }

    private PaymentCommand.Authorise Paid()
    {
        var request = bank.Request(1, ++next, AmountMinor);
        Assert.True(bank.Pay(request).IsApproved);
        return request;
    }

    private ClearingCommand.PresentRefund Refund(PaymentCommand.Authorise request, long amountMinor) =>
        new(new RefundId(++next), default, request.TraceKey, BankHost.Network, amountMinor, request.Currency);
}
