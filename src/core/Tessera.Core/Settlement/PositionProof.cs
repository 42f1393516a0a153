namespace Tessera.Core.Settlement;

// What all unsettled windows say that one book owes another is what the books say.
public static class PositionProof
{
    public static void Check(ShardState state) =>
        Invariant.Check(FirstDifference(state) is null, "unsettled windows equal the books");

    public static Obligation? FirstDifference(ShardState state)
    {
        var sums = new Dictionary<(ushort Debtor, ushort Creditor, ushort Currency), long>();
        foreach (var due in state.Settlement.Unsettled())
        {
            Add((due.DebtorBook, due.CreditorBook, due.CurrencyNumber), due.AmountMinor);
        }

        foreach (var account in state.Ledger.All())
        {
            var id = account.AccountId;
            if (id.Role is not (AccountRole.DueTo or AccountRole.DueFrom))
            {
                continue;
            }

            var other = (ushort)id.Owner;
            if (id.Role == AccountRole.DueTo)
            {
                Add((id.Book.Number, other, id.Currency.Number), account.BalanceMinor);
            }
            else if (!state.Directory.IsHere(new BookId(other)))
            {
                Add((other, id.Book.Number, id.Currency.Number), -account.BalanceMinor);
            }
        }

        foreach (var (key, gap) in sums)
        {
            if (gap != 0)
            {
                return new Obligation(key.Debtor, key.Creditor, key.Currency, gap);
            }
        }

        return null;

        void Add((ushort, ushort, ushort) key, long amountMinor) =>
            sums[key] = sums.GetValueOrDefault(key) + amountMinor;
    }
}
