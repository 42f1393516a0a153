namespace Tessera.Core.Ledger;

// The proof of every close: each book sums to zero in each currency, what one book owes another is what the other is
// owed, and customers' money lies in the safeguarding bank.
public static class LedgerProof
{
    public static void Check(LedgerState ledger, Func<BookId, bool> isHere)
    {
        var sums = new Dictionary<(BookId, Currency), Int128>();
        var gaps = new Dictionary<(BookId, Currency), long>();
        foreach (var account in ledger.All())
        {
            var id = account.AccountId;
            var key = (id.Book, id.Currency);
            sums[key] = sums.GetValueOrDefault(key) + account.BalanceMinor
                + account.DebitsPending - account.CreditsPending;
            if (AccountRoles.IsCustomerFunds(id.Role) || id.Role == AccountRole.SafeguardingBank)
            {
                gaps[key] = gaps.GetValueOrDefault(key) - account.BalanceMinor;
            }
        }

        Invariant.Check(sums.Values.All(sum => sum == 0), "every book sums to zero in every currency");
        Invariant.Check(gaps.Values.All(gap => gap == 0), "customer funds equal the safeguarding bank");
        Invariant.Check(
            TrialBalance.FirstUnequalPair(ledger, isHere) is null, "mirrored accounts are equal and opposite");
    }
}
