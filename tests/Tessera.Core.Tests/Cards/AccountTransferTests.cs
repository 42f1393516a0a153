namespace Tessera.Core.Tests.Cards;

public sealed class AccountTransferTests
{
    private readonly World world = World.Seeded();
    private readonly Cardholder source;
    private readonly Cardholder target;
    private ulong serial;

    public AccountTransferTests()
    {
        source = Cardholder.WithToken(world, 1, 1_000);
        target = Cardholder.WithToken(world, 2, 500);
    }

    [Fact]
    public void A_transfer_moves_what_both_have_available()
    {
        world.Must(Transfer(source, target, 300));
        Assert.Equal((700, 800), (source.AvailableMinor, target.AvailableMinor));
        world.CheckFold();
    }

    [Fact]
    public void A_repeat_moves_nothing_more()
    {
        var (id, transfer) = (world.NewCommandId(), Transfer(source, target, 300));
        Assert.Equal(DecisionKind.Decided, world.Send(id, transfer).Kind);
        Assert.Equal(DecisionKind.Repeated, world.Send(id, transfer).Kind);
        Assert.Equal((700, 800), (source.AvailableMinor, target.AvailableMinor));
    }

    [Fact]
    public void What_is_held_is_not_available()
    {
        source.Paid(400);
        world.MustRefuse(CardRefusal.InsufficientFunds, Transfer(source, target, 601));
        world.Must(Transfer(source, target, 600));
        Assert.Equal(0, source.AvailableMinor);
    }

    [Fact]
    public void Prepaid_money_moves_among_prepaid_accounts_only()
    {
        var prepaid = Cardholder.WithCard(world, 3, 1_000, CardAccountKind.Prepaid);
        var other = Cardholder.WithCard(world, 4, 1_000, CardAccountKind.Prepaid);
        world.MustRefuse(CardRefusal.AccountsNotAlike, Transfer(prepaid, target, 1));
        world.MustRefuse(CardRefusal.AccountsNotAlike, Transfer(source, prepaid, 1));
        world.Must(Transfer(prepaid, other, 1_000));
        Assert.Equal((0, 2_000), (prepaid.AvailableMinor, other.AvailableMinor));
    }

    [Fact]
    public void The_accounts_of_a_transfer_are_two_of_one_issuer()
    {
        world.MustRefuse(CardRefusal.SameAccount, Transfer(source, source, 1));
        var outside = Cardholder.WithCard(world, 5, issuer: World.OutsideIssuer);
        world.MustRefuse(CardRefusal.AccountsNotAlike, Transfer(source, outside, 1));
        var neighbour = Cardholder.WithCard(world, 6, issuer: World.OutsideIssuer);
        world.MustRefuse(CardRefusal.BooksAreOutside, Transfer(outside, neighbour, 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Both_accounts_are_open(bool isSource)
    {
        world.Must(new CardCommand.CloseAccount((isSource ? source : target).Account, "test"));
        world.MustRefuse(CardRefusal.AccountIsClosed, Transfer(source, target, 1));
    }

    [Fact]
    public void Both_accounts_have_the_currency_of_the_transfer()
    {
        world.MustRefuse(
            CardRefusal.CurrencyDiffers, Transfer(source, target, 1) with { Currency = Currency.Eur });
        var euros = new CardAccountId(9);
        world.Must(new CardCommand.OpenAccount(
            euros, World.Issuer, CardAccountKind.Credit, Currency.Eur, 1_000, world.Now));
        world.MustRefuse(CardRefusal.CurrencyDiffers, Transfer(source, target, 1) with { Target = euros });
        world.MustRefuse(CardRefusal.CurrencyDiffers, Transfer(source, target, 1) with { Source = euros });
    }

    [Fact]
    public void Unknown_accounts_and_amounts_out_of_range_are_refused()
    {
        var none = new CardAccountId(9);
        world.MustRefuse(CardRefusal.AccountUnknown, Transfer(source, target, 1) with { Source = none });
        world.MustRefuse(CardRefusal.AccountUnknown, Transfer(source, target, 1) with { Target = none });
        world.MustRefuse(CardRefusal.AmountNotPositive, Transfer(source, target, 0));
        world.MustRefuse(CardRefusal.AmountNotPositive, Transfer(source, target, -1));
        world.MustRefuse(CardRefusal.AmountNotPositive, Transfer(source, target, 1_000_000_000_001));
    }

    private CardCommand.Transfer Transfer(Cardholder from, Cardholder to, long amountMinor) =>
        new(new AccountTransferId(++serial), from.Account, to.Account, amountMinor, Currency.Usd);
}
