namespace Tessera.Core.Tests.Clearing;

// An acquirer that keeps its own books and sends messages for its shop; cards and tokens of the world pay there.
public sealed class OutsideAcquirer
{
    public static readonly BookId Book = new(7);

    private readonly World world;
    private ulong next;

    public OutsideAcquirer(World world)
    {
        this.world = world;
        world.Must(new DirectoryCommand.RegisterParticipant(
            new Participant(
                new ParticipantId(7), Book.Number, "10007", "Far Acquirer", ParticipantRoles.Acquirer, 276,
                IsOutside: true),
            "setup"));
    }

    public PaymentFacts Facts(Cardholder holder) => world.State.Directory.Facts(
        new OutsideShop(
            Book.Number, new MerchantId(701), new TerminalId(702), 5_812, 276, 840,
            new OutsideTerminal("FAR00001", "FARSHOP", "Far Shop")),
        world.State.Directory.FindRange(holder.Number.Reveal())!);

    public PaymentCommand.Authorise Tap(Cardholder holder, long amountMinor) =>
        holder.NextTap(amountMinor) with { Facts = Facts(holder) };

    public PaymentCommand.Authorise Paid(Cardholder holder, long amountMinor)
    {
        var tap = Tap(holder, amountMinor);
        Assert.True(holder.Pay(tap).IsApproved);
        return tap;
    }

    public ClearingCommand.Present Presentment(PaymentCommand.Authorise tap, long amountMinor, bool isFinal = false) =>
        new()
        {
            Presentment = new Id<IdKinds.Presentment>(((UInt128)7 << 100) | ++next),
            TraceKey = tap.TraceKey,
            Facts = tap.Facts,
            Number = tap.Number,
            IsCard = tap.IsCard,
            Pan = tap.Pan,
            AmountMinor = amountMinor,
            Currency = tap.Currency,
            EntryMode = tap.EntryMode,
            TraceNumber = (int)next,
            RetrievalReference = "FAR" + next,
            TransactionDate = world.Now.Date,
            IsFinal = isFinal,
        };

    public ClearingCommand.PresentRefund Refund(PaymentCommand.Authorise tap, long amountMinor) => new(
        new RefundId(((UInt128)7 << 100) | ++next), default, tap.TraceKey, Book, amountMinor, tap.Currency);
}
