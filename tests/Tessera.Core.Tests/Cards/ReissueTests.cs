namespace Tessera.Core.Tests.Cards;

// A card gets new plastic: the token on the phone knows nothing of it, the former plastic pays no more.
public sealed class ReissueTests
{
    private static readonly PanReference NewPan = new(7_000);

    private readonly World world = World.Seeded();
    private readonly Cardholder holder;

    public ReissueTests() => holder = Cardholder.WithToken(world, 1, 10_000);

    [Fact]
    public void The_token_stays_and_pays_and_the_former_number_does_not()
    {
        holder.Atc = 5;
        Assert.True(holder.Pay(holder.PlainTap(100)).IsApproved);
        Reissue(NewPan, "9876", 3112, 1);
        Assert.True(holder.Pay(holder.NextTap(100)).IsApproved);
        holder.Atc = 6;
        Assert.Equal(PaymentRefusal.CardReplaced, holder.Declined(holder.PlainTap(100)));

        var card = world.State.Cards.FindCard(holder.Card)!;
        Assert.Equal((NewPan, "9876", 3112), (card.Pan, card.LastFour, card.ExpiryYearMonth));
        Assert.Equal(9_800, holder.AvailableMinor);
        world.CheckFold();
    }

    [Fact]
    public void The_new_chip_counts_from_the_beginning()
    {
        holder.Atc = 500;
        Assert.True(holder.Pay(holder.PlainTap(100)).IsApproved);
        Reissue(NewPan, "9876", 3112, 1);
        holder.Atc = 1;
        var tap = holder.PlainTap(100) with { Pan = NewPan };
        Assert.True(holder.Pay(tap).IsApproved);
        world.Restart();
        Assert.Equal(PaymentRefusal.CounterUsed, holder.Declined(holder.PlainTap(100) with { Pan = NewPan }));
        Assert.Equal(PaymentRefusal.CardReplaced, holder.Declined(holder.PlainTap(100) with
        {
            Verdict = holder.Tap(100).Verdict with { Atc = 2 },
        }));
    }

    [Fact]
    public void Under_the_same_number_a_new_sequence_number_tells_the_plastics_apart()
    {
        world.MustRefuse(CardRefusal.NothingNew, Command(holder.PanReference, "1234", 3112, 1));
        Reissue(holder.PanReference, "1234", 3112, 2);
        holder.Atc = 1;
        Assert.Equal(PaymentRefusal.CardReplaced, holder.Declined(holder.PlainTap(100)));
        holder.Atc = 2;
        var tap = holder.PlainTap(100);
        Assert.True(holder.Pay(tap with { Verdict = tap.Verdict with { KeyId = 0x102 } }).IsApproved);
        world.CheckFold();
    }

    [Fact]
    public void The_former_plastic_leaves_the_new_chips_counter_alone()
    {
        holder.Atc = 500;
        Assert.True(holder.Pay(holder.PlainTap(100)).IsApproved);
        Reissue(NewPan, "9876", 3112, 1);
        holder.Atc = 501;
        Assert.Equal(PaymentRefusal.CardReplaced, holder.Declined(holder.PlainTap(100)));
        holder.Atc = 1;
        Assert.True(holder.Pay(holder.PlainTap(100) with { Pan = NewPan }).IsApproved);
    }

    [Fact]
    public void A_sequence_number_never_comes_again_under_one_number()
    {
        holder.Atc = 5;
        Assert.True(holder.Pay(holder.PlainTap(100)).IsApproved);
        Reissue(holder.PanReference, "1234", 3112, 2);
        world.MustRefuse(CardRefusal.NothingNew, Command(holder.PanReference, "1234", 3112, 1));
        Assert.Equal(PaymentRefusal.CardReplaced, holder.Declined(holder.PlainTap(100)));
        Assert.Equal(0, world.State.Cards.CounterOf(holder.Card).Highest);
        world.MustRefuse(CardRefusal.RecordInvalid, Command(holder.PanReference, "1234", 3112, 100));
    }

    [Fact]
    public void A_blocked_card_is_active_again_and_a_closed_one_is_not_reissued()
    {
        world.Must(new CardCommand.SetStatus(holder.Card, CardStatus.Blocked, "issuer"));
        Assert.Equal(PaymentRefusal.CardNotActive, holder.Declined(holder.NextTap(100)));
        Reissue(NewPan, "9876", 3112, 1);
        holder.Paid(100);
        world.Must(new CardCommand.SetStatus(holder.Card, CardStatus.Closed, "issuer"));
        world.MustRefuse(CardRefusal.CardIsClosed, Command(new PanReference(7_001), "1111", 3112, 1));
    }

    [Fact]
    public void A_number_that_is_or_was_a_cards_is_taken()
    {
        var other = Cardholder.WithCard(world, 2);
        world.MustRefuse(CardRefusal.AlreadyRegistered, Command(other.PanReference, "1234", 3112, 1));
        Reissue(NewPan, "9876", 3112, 1);
        world.Restart();
        world.MustRefuse(CardRefusal.AlreadyRegistered, new CardCommand.Reissue(
            other.Card, holder.PanReference, "1234", 3112, 1, "issuer"));
        world.MustRefuse(CardRefusal.AlreadyRegistered, new CardCommand.Enrol(
            world.State.Cards.FindCard(other.Card)! with { Id = new CardId(9), Pan = holder.PanReference }));
    }

    [Fact]
    public void Bad_members_are_refused()
    {
        world.MustRefuse(CardRefusal.RecordInvalid, Command(NewPan, "12A4", 3112, 1));
        world.MustRefuse(CardRefusal.RecordInvalid, Command(NewPan, "1234", 3113, 1));
        world.MustRefuse(
            CardRefusal.CardUnknown, new CardCommand.Reissue(new CardId(9), NewPan, "1234", 3112, 1, "issuer"));
    }

    private void Reissue(PanReference pan, string lastFour, int expiry, byte sequence) =>
        world.Must(Command(pan, lastFour, expiry, sequence));

    private CardCommand.Reissue Command(PanReference pan, string lastFour, int expiry, byte sequence) =>
        new(holder.Card, pan, lastFour, expiry, sequence, "issuer");
}
