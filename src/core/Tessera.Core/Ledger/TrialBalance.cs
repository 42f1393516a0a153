namespace Tessera.Core.Ledger;

// The sums a reader checks first: per book and currency the debits equal the credits, posted and pending apart,
// mirrored pairs agree, and customers' money lies in the safeguarding bank.
public sealed record TrialBalance(IReadOnlyList<TrialBalanceLine> Lines)
{
    public static TrialBalance Of(LedgerState ledger)
    {
        var lines = new SortedDictionary<(ushort Book, ushort Currency, AccountClass Class), TrialBalanceLine>();
        foreach (var account in ledger.All())
        {
            var id = account.AccountId;
            var key = (id.Book.Number, id.Currency.Number, AccountRoles.ClassOf(id.Role));
            var line = lines.GetValueOrDefault(key) ?? new TrialBalanceLine(id.Book, id.Currency, key.Item3, 0, 0);
            lines[key] = line with
            {
                DebitsMinor = line.DebitsMinor + account.DebitsPosted,
                CreditsMinor = line.CreditsMinor + account.CreditsPosted,
                PendingDebitsMinor = line.PendingDebitsMinor + account.DebitsPending,
                PendingCreditsMinor = line.PendingCreditsMinor + account.CreditsPending,
            };
        }

        return new([.. lines.Values]);
    }

    // Debits minus credits, posted and pending together, by book and currency: all zero when the books are right.
    public IReadOnlyDictionary<(BookId Book, Currency Currency), Int128> Sums()
    {
        var sums = new Dictionary<(BookId, Currency), Int128>();
        foreach (var line in Lines)
        {
            var key = (line.Book, line.Currency);
            sums[key] = sums.GetValueOrDefault(key) + line.DebitsMinor - line.CreditsMinor
                + line.PendingDebitsMinor - line.PendingCreditsMinor;
        }

        return sums;
    }

    // The first pair of due-to and due-from accounts whose sides differ, if any. Of a pair with a book that is kept
    // elsewhere only one side is here.
    public static AccountId? FirstUnequalPair(LedgerState ledger, Func<BookId, bool>? isHere = null)
    {
        foreach (var account in ledger.All())
        {
            var id = account.AccountId;
            if (id.Role is not (AccountRole.DueTo or AccountRole.DueFrom)
                || isHere?.Invoke(new BookId((ushort)id.Owner)) == false)
            {
                continue;
            }

            var other = id.Role == AccountRole.DueTo ? AccountRole.DueFrom : AccountRole.DueTo;
            var mirror = ledger.Read(AccountId.Of(
                new BookId((ushort)id.Owner), other, id.Currency, id.Book.Number));
            if (mirror.BalanceMinor != -account.BalanceMinor)
            {
                return id;
            }
        }

        return null;
    }

    // Customers' balances plus releases in transit, minus the safeguarding bank; zero when they are covered.
    public static long CustomerFundsGapMinor(LedgerState ledger, BookId book, Currency currency)
    {
        var gap = 0L;
        foreach (var account in ledger.All())
        {
            var id = account.AccountId;
            if (id.Book == book && id.Currency == currency
                && (AccountRoles.IsCustomerFunds(id.Role) || id.Role == AccountRole.SafeguardingBank))
            {
                gap -= account.BalanceMinor;
            }
        }

        return gap;
    }
}
