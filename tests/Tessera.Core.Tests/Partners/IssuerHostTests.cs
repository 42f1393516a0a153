namespace Tessera.Core.Tests.Partners;

public sealed class IssuerHostTests
{
    private readonly BankHost bank = new();
    private int trace;

    public IssuerHostTests() => bank.OpenCard(13, 10_000);

    private World Here => bank.World;

    private long Available => bank.AvailableMinor(13);

    private long DueToNetwork => -Here.State.Ledger.Read(
        AccountId.Of(BankHost.Bank, AccountRole.DueTo, Currency.Usd, BankHost.Network.Number)).BalanceMinor;

    [Fact]
    public void A_payment_with_the_networks_verdict_is_decided_on_the_issuers_funds()
    {
        Assert.True(bank.Pay(Request(4_000)).IsApproved);
        Assert.Equal(6_000, Available);
        Assert.Equal(
            (ushort)PaymentRefusal.InsufficientFunds, bank.Pay(Request(6_001)).RefusalNumber);
        Here.CheckFold();
    }

    [Fact]
    public void A_capture_posts_to_the_issuers_book_alone()
    {
        var request = Request(4_000);
        bank.Pay(request);
        Here.Must(new PaymentCommand.Capture(
            request.Payment, request.Facts.Merchant, new CaptureId(1), 4_000, IsFinal: true));

        Assert.Equal(4_000, DueToNetwork);
        Assert.All(Here.State.Ledger.All(), row => Assert.Equal(BankHost.Bank, row.AccountId.Book));
    }

    [Fact]
    public void An_advice_binds_whatever_is_available()
    {
        var reply = bank.Pay(Request(12_000) with { AdvisedCode = "000007" });

        Assert.True(reply.IsApproved);
        Assert.Equal("000007", reply.ApprovalCode);
        Assert.Equal(-2_000, Available);
        Assert.True(Here.State.Payments.Find(reply.Payment)!.IsAdvised);
    }

    [Fact]
    public void An_advice_on_what_was_approved_already_holds_nothing_twice()
    {
        var request = Request(4_000);
        bank.Pay(request);

        var reply = bank.Pay(request with { Payment = new PaymentId(999), AdvisedCode = "000007" });

        Assert.True(reply.IsApproved);
        Assert.Equal(6_000, Available);
    }

    [Fact]
    public void A_reversal_before_its_request_stops_the_advice_too()
    {
        var request = Request(4_000);
        Here.Must(new PaymentCommand.Reverse(request.TraceKey, BankHost.Network));

        Assert.Equal(
            (ushort)PaymentRefusal.ReversedBeforeArrival,
            bank.Pay(request with { AdvisedCode = "000007" }).RefusalNumber);
        Assert.Equal(10_000, Available);
    }

    [Fact]
    public void A_number_that_no_card_has_is_declined()
    {
        var reply = bank.Pay(Request(100) with { Pan = new PanReference(14) });
        Assert.Equal((ushort)PaymentRefusal.CardUnknown, reply.RefusalNumber);
    }

    private PaymentCommand.Authorise Request(long amountMinor) => bank.Request(13, (UInt128)(uint)++trace, amountMinor);

    [Fact]
    public void What_the_network_decided_in_another_currency_is_not_held_on_the_account_and_yet_is_posted()
    {
        var request = bank.Request(13, 1, 100) with { Currency = Currency.Eur, AdvisedCode = "000007" };
        Assert.Equal((ushort)PaymentRefusal.CurrencyNotSupported, bank.Pay(request).RefusalNumber);
        bank.World.Must(bank.Presentment(request, 77, new PresentmentFees(0, 1, 0, 0)));
        Assert.Equal(978, Assert.Single(bank.World.State.Clearing.Open).CurrencyNumber);
        bank.World.CheckFold();
    }
}
