namespace Tessera.Core.Cards;

internal static class AccountTransferRules
{
    public static Decision Decide(ShardState state, CardCommand.Transfer command)
    {
        if (command.AmountMinor is <= 0 or > CardRules.GreatestAmountMinor)
        {
            return Decision.Rejected(CardRefusal.AmountNotPositive);
        }

        if (state.Cards.FindAccount(command.Source) is not { } source
            || state.Cards.FindAccount(command.Target) is not { } target)
        {
            return Decision.Rejected(CardRefusal.AccountUnknown);
        }

        return WhyNot(state, command, source, target) is { } refusal
            ? Decision.Rejected(refusal)
            : Decision.Decided(Reply.Done.Instance, new CardEvent.Transferred(
                command.Id, source.Id, target.Id, command.AmountMinor,
                [Posting.Of(PostingKind.Post, source.LedgerAccount, target.LedgerAccount, command.AmountMinor)]));
    }

    private static CardRefusal? WhyNot(
        ShardState state, CardCommand.Transfer command, CardAccount source, CardAccount target)
    {
        if (source.Id == target.Id)
        {
            return CardRefusal.SameAccount;
        }

        if (source.IssuerBook != target.IssuerBook || source.Kind != target.Kind)
        {
            return CardRefusal.AccountsNotAlike;
        }

        if (!state.Directory.IsHere(new BookId(source.IssuerBook)))
        {
            return CardRefusal.BooksAreOutside;
        }

        if (source.IsClosed || target.IsClosed)
        {
            return CardRefusal.AccountIsClosed;
        }

        if (source.CurrencyNumber != command.Currency.Number || target.CurrencyNumber != command.Currency.Number)
        {
            return CardRefusal.CurrencyDiffers;
        }

        return command.AmountMinor > state.Ledger.AvailableMinor(source.LedgerAccount)
            ? CardRefusal.InsufficientFunds
            : null;
    }
}
