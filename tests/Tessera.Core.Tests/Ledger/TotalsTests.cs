namespace Tessera.Core.Tests.Ledger;

public sealed class TotalsTests
{
    private readonly World world = World.Seeded();
    private readonly CardAccountId account = new(1);

    public TotalsTests() => world.Must(new CardCommand.OpenAccount(
        account, World.Issuer, CardAccountKind.Prepaid, Currency.Usd, 0, world.Now));

    [Fact]
    public void What_would_not_fit_is_refused_before_anything_is_written()
    {
        Fill(LedgerState.MostTotalMinor - 100);
        world.MustRefuse(CommandRefusal.TotalTooGreat, new CardCommand.Deposit(account, 101, Currency.Usd));
        world.Must(new CardCommand.Deposit(account, 100, Currency.Usd));
        world.MustRefuse(CommandRefusal.TotalTooGreat, new CardCommand.Deposit(account, 1, Currency.Usd));
    }

    [Fact]
    public void A_full_account_lets_go_of_its_holds()
    {
        var holder = Cardholder.WithToken(world, 1);
        holder.Paid(100);
        Fill(holder.LedgerAccount, AccountRole.SettlementBank, LedgerState.MostTotalMinor);
        world.Pass(TimeSpan.FromDays(30));
        var decision = world.Send(0, new MaintenanceCommand(100, 100, TimeSpan.FromDays(100)));
        Assert.Equal(DecisionKind.Decided, decision.Kind);
        Assert.Equal(0, world.State.Ledger.Read(holder.LedgerAccount).DebitsPending);
    }

    // Moves money into the account's totals beside the journal: no command moves as much at once.
    private void Fill(long amountMinor) =>
        Fill(world.State.Cards.FindAccount(account)!.LedgerAccount, AccountRole.SafeguardingBank, amountMinor);

    private void Fill(AccountId filled, AccountRole bank, long amountMinor) => world.State.Ledger.Apply(
        [Posting.Of(PostingKind.Post, AccountId.Of(World.Issuer, bank, Currency.Usd), filled, amountMinor)]);
}
