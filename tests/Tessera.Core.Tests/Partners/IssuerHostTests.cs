namespace Tessera.Core.Tests.Partners;

// The outside issuer's own shard: the network stands outside and its messages carry the card's number.
public sealed class IssuerHostTests
{
    private static readonly BookId Bank = new(5);
    private static readonly BookId Network = new(2);

    private readonly World world = World.Empty();
    private readonly CardAccountId account = new(11);
    private int trace;

    public IssuerHostTests()
    {
        world.Must(new DirectoryCommand.RegisterParticipant(
            new Participant(new ParticipantId(5), 5, "10005", "Maple Bank", ParticipantRoles.Issuer, 840), "setup"));
        world.Must(new DirectoryCommand.RegisterParticipant(
            new Participant(
                new ParticipantId(2), 2, "10002", "Tessera Network",
                ParticipantRoles.Network | ParticipantRoles.Acquirer, 840, IsOutside: true),
            "setup"));
        world.Must(new DirectoryCommand.RegisterRange(
            new AccountRange("999921", 16, RangeKind.Funding, 5, 2, "maple", "card", 0, ""), "setup"));
        world.Must(new CardCommand.OpenAccount(
            account, Bank, CardAccountKind.Credit, Currency.Usd, 10_000, world.Now));
        world.Must(new CardCommand.Enrol(new Card(
            new CardId(12), account, new PanReference(13), "1234", 3012, 0, new SubjectReference(1),
            "T9999000000000000000000000001", CardStatus.Active)));
    }

    private long Available => world.State.Ledger.AvailableMinor(world.State.Cards.FindAccount(account)!.LedgerAccount);

    private long DueToNetwork => -world.State.Ledger.Read(
        AccountId.Of(Bank, AccountRole.DueTo, Currency.Usd, Network.Number)).BalanceMinor;

    [Fact]
    public void A_payment_with_the_networks_verdict_is_decided_on_the_issuers_funds()
    {
        Assert.True(Pay(Request(4_000)).IsApproved);
        Assert.Equal(6_000, Available);
        Assert.Equal(
            (ushort)PaymentRefusal.InsufficientFunds, Pay(Request(6_001)).RefusalNumber);
        world.CheckFold();
    }

    [Fact]
    public void A_capture_posts_to_the_issuers_book_alone()
    {
        var request = Request(4_000);
        Pay(request);
        world.Must(new PaymentCommand.Capture(
            request.Payment, request.Facts.Merchant, new CaptureId(1), 4_000, IsFinal: true));

        Assert.Equal(4_000, DueToNetwork);
        Assert.All(world.State.Ledger.All(), row => Assert.Equal(Bank, row.AccountId.Book));
    }

    [Fact]
    public void An_advice_binds_whatever_is_available()
    {
        var reply = Pay(Request(12_000) with { AdvisedCode = "000007" });

        Assert.True(reply.IsApproved);
        Assert.Equal("000007", reply.ApprovalCode);
        Assert.Equal(-2_000, Available);
        Assert.True(world.State.Payments.Find(reply.Payment)!.IsAdvised);
    }

    [Fact]
    public void An_advice_on_what_was_approved_already_holds_nothing_twice()
    {
        var request = Request(4_000);
        Pay(request);

        var reply = Pay(request with { Payment = new PaymentId(999), AdvisedCode = "000007" });

        Assert.True(reply.IsApproved);
        Assert.Equal(6_000, Available);
    }

    [Fact]
    public void A_reversal_before_its_request_stops_the_advice_too()
    {
        var request = Request(4_000);
        world.Must(new PaymentCommand.Reverse(request.TraceKey, Network));

        Assert.Equal(
            (ushort)PaymentRefusal.ReversedBeforeArrival,
            Pay(request with { AdvisedCode = "000007" }).RefusalNumber);
        Assert.Equal(10_000, Available);
    }

    [Fact]
    public void A_number_that_no_card_has_is_declined()
    {
        var reply = Pay(Request(100) with { Pan = new PanReference(14) });
        Assert.Equal((ushort)PaymentRefusal.CardUnknown, reply.RefusalNumber);
    }

    private Reply.PaymentDecided Pay(PaymentCommand.Authorise request) =>
        Assert.IsType<Reply.PaymentDecided>(world.Must(request));

    private PaymentCommand.Authorise Request(long amountMinor)
    {
        trace++;
        var range = world.State.Directory.Ranges[0];
        var shop = new OutsideShop(
            Network.Number, new MerchantId(71), new TerminalId(72), 5411, 840, 840,
            new OutsideTerminal("TILL0001", "SHOP1", "Corner Coffee"));
        return new PaymentCommand.Authorise
        {
            Payment = new PaymentId((UInt128)(uint)trace),
            TraceKey = (UInt128)(uint)trace,
            Facts = world.State.Directory.Facts(shop, range),
            Number = Tessera.Primitives.Pan.FromNumber(9999_2100_0000_0001, 16),
            IsCard = true,
            Pan = new PanReference(13),
            AmountMinor = amountMinor,
            Currency = Currency.Usd,
            EntryMode = EntryMode.ContactlessChip,
            ApplicationId = "",
            UnpredictableNumber = 0,
            Verdict = new CryptogramVerdict(
                true, 0, 9, amountMinor, Currency.Usd, 0, 0, CardholderVerification.Device)
            {
                Source = VerdictSource.Network,
            },
            TraceNumber = trace,
            RetrievalReference = "000000000001",
        };
    }
}
