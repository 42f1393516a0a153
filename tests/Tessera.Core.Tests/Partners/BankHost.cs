namespace Tessera.Core.Tests.Partners;

// The outside issuer's own shard: the network stands outside and its messages carry the card's number.
public sealed class BankHost
{
    public static readonly BookId Bank = World.OutsideIssuer;
    public static readonly BookId Network = World.Network;
    private const ulong FirstCard = 9999_2100_0000_0000;

    public BankHost()
    {
        World.Must(new DirectoryCommand.RegisterParticipant(
            new Participant(new ParticipantId(5), 5, "10005", "Maple Bank", ParticipantRoles.Issuer, 840), "setup"));
        World.Must(new DirectoryCommand.RegisterParticipant(
            new Participant(
                new ParticipantId(2), 2, "10002", "Tessera Network",
                ParticipantRoles.Network | ParticipantRoles.Acquirer, 840, IsOutside: true),
            "setup"));
        World.Must(new DirectoryCommand.RegisterRange(
            new AccountRange("999921", 16, RangeKind.Funding, 5, 2, "maple", "card", 0, ""), "setup"));
    }

    public World World { get; } = World.Empty();

    public void OpenCard(ulong serial, long limitMinor)
    {
        World.Must(new CardCommand.OpenAccount(
            new CardAccountId(serial), Bank, CardAccountKind.Credit, Currency.Usd, limitMinor, World.Now));
        World.Must(new CardCommand.Enrol(new Card(
            new CardId(serial), new CardAccountId(serial), new PanReference(serial), "1234", 3012, 0,
            new SubjectReference(1), "T9999" + serial.ToString("D24", null), CardStatus.Active)));
    }

    public long AvailableMinor(ulong serial) => World.State.Ledger.AvailableMinor(
        World.State.Cards.FindAccount(new CardAccountId(serial))!.LedgerAccount);

    // The network's request as the bank's door would read it.
    public PaymentCommand.Authorise Request(ulong serial, UInt128 trace, long amountMinor)
    {
        var shop = new OutsideShop(
            Network.Number, new MerchantId(71), new TerminalId(72), 5411, 840, 840,
            new OutsideTerminal("TILL0001", "SHOP1", "Corner Coffee"));
        return new PaymentCommand.Authorise
        {
            Payment = new PaymentId(trace),
            TraceKey = trace,
            Facts = World.State.Directory.Facts(shop, World.State.Directory.Ranges[0]),
            Number = Pan.FromNumber(FirstCard + serial, 16),
            IsCard = true,
            Pan = new PanReference(serial),
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
            TraceNumber = 1,
            RetrievalReference = "000000000001",
        };
    }

    // The network's presentment of a payment that it asked for.
    public ClearingCommand.Present Presentment(
        PaymentCommand.Authorise request, UInt128 id, PresentmentFees fees) => new()
        {
            Presentment = new Id<IdKinds.Presentment>(id),
            TraceKey = request.TraceKey,
            Facts = request.Facts,
            Number = request.Number,
            IsCard = true,
            Pan = request.Pan,
            AmountMinor = request.AmountMinor,
            Currency = request.Currency,
            EntryMode = request.EntryMode,
            TraceNumber = request.TraceNumber,
            RetrievalReference = request.RetrievalReference,
            TransactionDate = World.Now.Date,
            IsFinal = true,
            Fees = fees,
        };

    public Reply.PaymentDecided Pay(PaymentCommand.Authorise request) =>
        Assert.IsType<Reply.PaymentDecided>(World.Must(request));
}
