namespace Tessera.Core.Tests;

// A card, its token on the phone and the messages that the till would send for it.
public sealed class Cardholder
{
    public static readonly DeviceSignals Good = new(5, 5, int.MaxValue, int.MaxValue, int.MaxValue, 1);

    private readonly World world;
    private readonly ulong seed;
    private int trace;

    private Cardholder(World world, ulong seed, BookId issuer)
    {
        this.world = world;
        this.seed = seed;
        Issuer = issuer;
    }

    public BookId Issuer { get; }

    public CardAccountId Account => new(1_000 + seed);

    public CardId Card => new(2_000 + seed);

    public TokenId Token => new(3_000 + seed);

    public ProvisioningId Provisioning => new(4_000 + seed);

    public Pan Number => Pan.FromNumber(Base + seed, 16);

    public Pan CardNumber => Pan.FromNumber(Base + 1_0000_0000_00 + seed, 16);

    public PanReference PanReference => new(5_000 + seed);

    public ushort Atc { get; set; }

    public AccountId LedgerAccount => world.State.Cards.FindAccount(Account)!.LedgerAccount;

    public long AvailableMinor => world.State.Ledger.AvailableMinor(LedgerAccount);

    private ulong Base => Issuer == World.Issuer ? 9999_1000_0000_0000UL : 9999_2000_0000_0000UL;

    public static Cardholder WithCard(
        World world,
        ulong seed,
        long limitMinor = 100_000,
        CardAccountKind kind = CardAccountKind.Credit,
        BookId? issuer = null)
    {
        var holder = new Cardholder(world, seed, issuer ?? World.Issuer);
        world.Must(new CardCommand.OpenAccount(
            holder.Account, holder.Issuer, kind, Currency.Usd, kind == CardAccountKind.Credit ? limitMinor : 0,
            world.Now.Plus(TimeSpan.FromDays(-365))));
        if (kind == CardAccountKind.Prepaid)
        {
            world.Must(new CardCommand.Deposit(holder.Account, limitMinor, Currency.Usd));
        }

        world.Must(new CardCommand.Enrol(new Card(
            holder.Card, holder.Account, holder.PanReference, "1234", 3012, 1, new SubjectReference(seed),
            "T9999" + seed.ToString("D24", System.Globalization.CultureInfo.InvariantCulture), CardStatus.Active)));
        return holder;
    }

    public static Cardholder WithToken(
        World world,
        ulong seed,
        long limitMinor = 100_000,
        CardAccountKind kind = CardAccountKind.Credit,
        BookId? issuer = null)
    {
        var holder = WithCard(world, seed, limitMinor, kind, issuer);
        holder.Begin();
        world.Must(new ActivationCommand.Provision(holder.Provisioning, Good, holder.Token, [holder.Number]));
        world.Must(new ActivationCommand.Complete(holder.Provisioning, World.Phone, 1));
        return holder;
    }

    public void Begin()
    {
        world.Must(new ActivationCommand.CheckEligibility(Provisioning, Card, World.Phone));
        world.Must(new ActivationCommand.AcceptTerms(Provisioning, 1));
    }

    public PaymentCommand.Authorise NextTap(long amountMinor, bool isVerified = true, MerchantId? merchant = null)
    {
        Atc++;
        return Tap(amountMinor, isVerified, merchant);
    }

    public PaymentCommand.Authorise Tap(long amountMinor, bool isVerified = true, MerchantId? merchant = null)
    {
        trace++;
        var shop = merchant ?? World.Shop;
        var directory = world.State.Directory;
        var terminal = directory.Terminals.Values.First(t => t.Merchant == shop);
        var range = directory.FindRange(Number.Reveal())!;
        var date = world.Now.Date;
        return new PaymentCommand.Authorise
        {
            Payment = new PaymentId(((UInt128)seed << 64) | (uint)trace),
            TraceKey = ((UInt128)seed << 96) | (uint)trace,
            Facts = directory.Facts(terminal, range),
            Number = Number,
            AmountMinor = amountMinor,
            Currency = Currency.Usd,
            EntryMode = EntryMode.ContactlessChip,
            ApplicationId = "F0544553534552410101",
            UnpredictableNumber = 77,
            Verdict = new CryptogramVerdict(
                true, 1, Atc, amountMinor, Currency.Usd, (date.Year % 100 * 10_000) + (date.Month * 100) + date.Day, 77,
                isVerified ? CardholderVerification.Device : CardholderVerification.None),
            TraceNumber = trace,
            RetrievalReference = "000000000001",
        };
    }

    // The plain card itself at the till; its chip counts apart from the token.
    public PaymentCommand.Authorise PlainTap(long amountMinor, bool isVerified = true)
    {
        var tap = Tap(amountMinor, isVerified);
        var directory = world.State.Directory;
        var terminal = directory.Terminals.Values.First(t => t.Merchant == World.Shop);
        return tap with
        {
            Number = CardNumber,
            IsCard = true,
            Pan = PanReference,
            Facts = directory.Facts(terminal, directory.FindRange(CardNumber.Reveal())!),
        };
    }

    public Reply.PaymentDecided Pay(PaymentCommand.Authorise tap) =>
        Assert.IsType<Reply.PaymentDecided>(world.Must(tap));

    public PaymentId Paid(long amountMinor)
    {
        var reply = Pay(NextTap(amountMinor));
        Assert.True(reply.IsApproved);
        return reply.Payment;
    }

    public PaymentRefusal Declined(PaymentCommand.Authorise tap)
    {
        var reply = Pay(tap);
        Assert.Equal(PaymentState.Declined, reply.State);
        return (PaymentRefusal)reply.RefusalNumber;
    }
}
