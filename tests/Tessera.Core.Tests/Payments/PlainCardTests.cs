namespace Tessera.Core.Tests.Payments;

public sealed class PlainCardTests
{
    private readonly World world = World.Seeded();
    private readonly Cardholder holder;

    public PlainCardTests() => holder = Cardholder.WithToken(world, 1, 10_000);

    [Fact]
    public void A_plain_card_pays_from_the_same_account_as_its_token()
    {
        holder.Atc = 1;
        Assert.True(holder.Pay(holder.PlainTap(4_000)).IsApproved);
        Assert.Equal(6_000, holder.AvailableMinor);
        Assert.Equal(PaymentRefusal.InsufficientFunds, holder.Declined(holder.NextTap(6_001)));
        world.CheckFold();
    }

    [Fact]
    public void A_cards_counter_is_its_own_and_used_once()
    {
        Assert.True(holder.Pay(holder.NextTap(100)).IsApproved);
        Assert.True(holder.Pay(holder.PlainTap(100)).IsApproved);
        Assert.Equal(PaymentRefusal.CounterUsed, holder.Declined(holder.PlainTap(100)));
        world.Restart();
        Assert.Equal(PaymentRefusal.CounterUsed, holder.Declined(holder.PlainTap(100)));
    }

    [Fact]
    public void A_blocked_or_expired_card_does_not_pay()
    {
        holder.Atc = 1;
        world.Must(new CardCommand.SetStatus(holder.Card, CardStatus.Blocked, "issuer"));
        Assert.Equal(PaymentRefusal.CardNotActive, holder.Declined(holder.PlainTap(100)));
        world.Must(new CardCommand.SetStatus(holder.Card, CardStatus.Active, "issuer"));
        world.Pass(TimeSpan.FromDays(366 * 5));
        holder.Atc = 2;
        Assert.Equal(PaymentRefusal.CardExpired, holder.Declined(holder.PlainTap(100)));
    }

    [Fact]
    public void A_number_whose_range_went_to_another_issuer_is_nobodys()
    {
        world.Must(new DirectoryCommand.RegisterParticipant(
            new Participant(new ParticipantId(9), 9, "10009", "Other Bank", ParticipantRoles.Issuer, 840), "setup"));
        world.Must(new DirectoryCommand.RegisterRange(
            new AccountRange("9999110", 16, RangeKind.Funding, 9, 2, "demo", "card", 0, "F0"), "setup"));
        holder.Atc = 5;
        Assert.Equal(PaymentRefusal.CardUnknown, holder.Declined(holder.PlainTap(100)));
        Assert.Equal(10_000, holder.AvailableMinor);
        world.CheckFold();
    }

    [Fact]
    public void Wrong_cryptograms_block_the_card_and_leave_its_token_alone()
    {
        for (var i = 0; i < 5; i++)
        {
            holder.Declined(holder.PlainTap(100) with { Verdict = CryptogramVerdict.Invalid });
        }

        Assert.Equal(CardStatus.Blocked, world.State.Cards.FindCard(holder.Card)!.Status);
        Assert.True(world.State.Tokens.TryFind(holder.Token, out var row));
        Assert.Equal(TokenState.Active, world.State.Tokens[row].State);
        world.CheckFold();
    }

    [Fact]
    public void Above_the_limit_a_card_without_verification_is_refused() =>
        Assert.Equal(
            PaymentRefusal.VerificationRequired, holder.Declined(holder.PlainTap(5_001, isVerified: false)));

    [Fact]
    public void A_number_of_a_range_with_no_such_card_is_unknown() =>
        Assert.Equal(
            PaymentRefusal.CardUnknown, holder.Declined(holder.PlainTap(100) with { Pan = new PanReference(1) }));

    [Fact]
    public void Nobody_but_an_outside_issuer_may_be_left_to_verify_a_card() =>
        Assert.Equal(
            PaymentRefusal.CryptogramWrong,
            holder.Declined(holder.PlainTap(100) with { Verdict = CryptogramVerdict.LeftToIssuer }));
}
