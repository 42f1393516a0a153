namespace Tessera.Core.Tests.Cards;

public sealed class AccountClosureTests
{
    private readonly World world = World.Seeded();
    private readonly Cardholder holder;

    public AccountClosureTests() => holder = Cardholder.WithToken(world, 1, 10_000);

    [Fact]
    public void A_closed_account_takes_its_cards_and_all_their_tokens_along_in_one_decision()
    {
        var payment = holder.Paid(1_000);
        var second = new TokenId(77);
        Provision(new ProvisioningId(77), second);

        var events = world.Send(new CardCommand.CloseAccount(holder.Account, "issuer")).Events;
        Assert.Equal(2, events.OfType<TokenEvent.Deleted>().Count());
        Assert.All([holder.Token, second], token =>
        {
            Assert.True(world.State.Tokens.TryFind(token, out var row));
            Assert.Equal(TokenState.Deleted, world.State.Tokens[row].State);
        });
        Assert.Equal(CardStatus.Closed, world.State.Cards.FindCard(holder.Card)!.Status);
        Assert.Equal(PaymentRefusal.TokenIsDeleted, holder.Declined(holder.NextTap(1)));
        holder.Atc = 1;
        Assert.Equal(PaymentRefusal.CardNotActive, holder.Declined(holder.PlainTap(1)));
        world.Must(new PaymentCommand.Capture(payment, World.Shop, new CaptureId(1), 1_000, IsFinal: true));
        world.Must(new CardCommand.Deposit(holder.Account, 1_000, Currency.Usd));
        world.CheckFold();
    }

    [Fact]
    public void Nothing_new_begins_under_a_closed_account_and_what_was_begun_ends()
    {
        var begun = new ProvisioningId(78);
        world.Must(new ActivationCommand.CheckEligibility(begun, holder.Card, World.Phone));
        world.Must(new ActivationCommand.AcceptTerms(begun, 1));
        var waiting = new ProvisioningId(79);
        Provision(waiting, new TokenId(79));
        world.Must(new CardCommand.CloseAccount(holder.Account, "issuer"));

        world.MustRefuse(ActivationRefusal.CardNotEligible, new ActivationCommand.Provision(
            begun, Cardholder.Good, new TokenId(78), [Pan.FromNumber(9999_1000_0000_7800, 16)]));
        world.MustRefuse(
            ActivationRefusal.StepOutOfOrder, new ActivationCommand.Complete(waiting, World.Phone, 0x101));
        world.MustRefuse(
            ActivationRefusal.CardNotEligible,
            new ActivationCommand.CheckEligibility(new ProvisioningId(80), holder.Card, World.Phone));
        world.MustRefuse(CardRefusal.AccountIsClosed, new CardCommand.CloseAccount(holder.Account, "issuer"));
        world.MustRefuse(CardRefusal.AccountUnknown, new CardCommand.CloseAccount(new CardAccountId(9), "issuer"));
        world.MustRefuse(CardRefusal.CardIsClosed, new CardCommand.Reissue(
            holder.Card, new PanReference(7_000), "1234", 3112, 1, "issuer"));
    }

    [Fact]
    public void A_card_closed_for_good_takes_its_tokens_along_but_not_those_of_another_card()
    {
        var other = Cardholder.WithToken(world, 2);
        world.Must(new CardCommand.SetStatus(holder.Card, CardStatus.Closed, "issuer"));
        Assert.Equal(PaymentRefusal.TokenIsDeleted, holder.Declined(holder.NextTap(1)));
        other.Paid(1);
        world.CheckFold();
    }

    private void Provision(ProvisioningId id, TokenId token)
    {
        world.Must(new ActivationCommand.CheckEligibility(id, holder.Card, World.Phone));
        world.Must(new ActivationCommand.AcceptTerms(id, 1));
        world.Must(new ActivationCommand.Provision(
            id, Cardholder.Good, token, [Pan.FromNumber(9999_1000_0000_0000 + (ulong)token.Value, 16)]));
    }
}
