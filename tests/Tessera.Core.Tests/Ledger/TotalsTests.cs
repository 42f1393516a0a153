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

    // Moves money into the account's totals beside the journal: no command moves as much at once.
    private void Fill(long amountMinor) => world.State.Ledger.Apply(
    [
        Posting.Of(
            PostingKind.Post,
            AccountId.Of(World.Issuer, AccountRole.SafeguardingBank, Currency.Usd),
            world.State.Cards.FindAccount(account)!.LedgerAccount,
            amountMinor),
    ]);
}
