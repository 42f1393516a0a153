namespace Tessera.Core.Tests.Cards;

public sealed class CardRulesTests
{
    private readonly World world = World.Seeded();

    [Fact]
    public void An_account_opens_with_its_limit_available()
    {
        var holder = Cardholder.WithCard(world, 1, 12_345);
        Assert.Equal(12_345, holder.AvailableMinor);
    }

    [Fact]
    public void Accounts_and_cards_are_registered_once()
    {
        var holder = Cardholder.WithCard(world, 1);
        var card = world.State.Cards.FindCard(holder.Card)!;
        world.MustRefuse(CardRefusal.AlreadyRegistered, Open(holder.Account, 1));
        world.MustRefuse(CardRefusal.AlreadyRegistered, new CardCommand.Enrol(card));
        world.MustRefuse(CardRefusal.AlreadyRegistered, new CardCommand.Enrol(card with { Id = new CardId(8) }));
    }

    [Fact]
    public void Unknown_parties_are_refused()
    {
        var holder = Cardholder.WithCard(world, 1);
        var card = world.State.Cards.FindCard(holder.Card)!;
        world.MustRefuse(CardRefusal.IssuerUnknown, Open(new CardAccountId(9), 3));
        world.MustRefuse(
            CardRefusal.AccountUnknown,
            new CardCommand.Enrol(card with { Id = new CardId(8), Account = new CardAccountId(9) }));
        world.MustRefuse(
            CardRefusal.CardUnknown, new CardCommand.SetStatus(new CardId(8), CardStatus.Blocked, "issuer"));
        world.MustRefuse(
            CardRefusal.AccountUnknown, new CardCommand.Deposit(new CardAccountId(9), 1, Currency.Usd));
    }

    [Theory]
    [InlineData("123", 3012, 29)]
    [InlineData("12A4", 3012, 29)]
    [InlineData("1234", 3013, 29)]
    [InlineData("1234", 3012, 28)]
    public void Bad_members_of_a_card_are_refused(string lastFour, int expiry, int paymentAccountLength)
    {
        var holder = Cardholder.WithCard(world, 1);
        var card = world.State.Cards.FindCard(holder.Card)!;
        world.MustRefuse(CardRefusal.RecordInvalid, new CardCommand.Enrol(card with
        {
            Id = new CardId(8),
            LastFour = lastFour,
            ExpiryYearMonth = expiry,
            PaymentAccount = new string('T', paymentAccountLength),
        }));
    }

    [Fact]
    public void Deposits_must_be_positive_and_in_the_account_currency()
    {
        var holder = Cardholder.WithCard(world, 1, 5_000, CardAccountKind.Prepaid);
        world.MustRefuse(CardRefusal.AmountNotPositive, new CardCommand.Deposit(holder.Account, 0, Currency.Usd));
        world.MustRefuse(CardRefusal.CurrencyDiffers, new CardCommand.Deposit(holder.Account, 1, Currency.Eur));
        world.Must(new CardCommand.Deposit(holder.Account, 1, Currency.Usd));
        Assert.Equal(5_001, holder.AvailableMinor);
    }

    [Fact]
    public void A_closed_card_stays_closed()
    {
        var holder = Cardholder.WithCard(world, 1);
        world.Must(new CardCommand.SetStatus(holder.Card, CardStatus.Closed, "issuer"));
        world.MustRefuse(CardRefusal.CardIsClosed, new CardCommand.SetStatus(holder.Card, CardStatus.Active, "issuer"));
    }

    private CardCommand.OpenAccount Open(CardAccountId account, ushort issuer) =>
        new(account, new BookId(issuer), CardAccountKind.Credit, Currency.Usd, 1, world.Now);
}
