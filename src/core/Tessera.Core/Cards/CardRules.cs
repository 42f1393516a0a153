using Tessera.Core.Directory;

namespace Tessera.Core.Cards;

public static class CardRules
{
    private const long GreatestAmountMinor = 1_000_000_000_000;

    public static Decision Decide(ShardState state, Envelope envelope, CardCommand command) => command switch
    {
        CardCommand.OpenAccount c => OpenAccount(state, envelope.At, c),
        CardCommand.Deposit c => Deposit(state, c),
        CardCommand.Enrol c => Enrol(state.Cards, c.Card),
        CardCommand.SetStatus c => SetStatus(state.Cards, c),
        _ => throw new InvariantException("every card command has its case"),
    };

    private static Decision OpenAccount(ShardState state, Timestamp at, CardCommand.OpenAccount command)
    {
        if (!command.Currency.IsKnown || command.CreditLimitMinor is < 0 or > GreatestAmountMinor
            || command.CustomerSince > at
            || (command.Kind == CardAccountKind.Prepaid && command.CreditLimitMinor != 0))
        {
            return Decision.Rejected(CardRefusal.RecordInvalid);
        }

        if (state.Directory.FindParticipant(command.Issuer) is not { } issuer
            || !issuer.Roles.HasFlag(ParticipantRoles.Issuer))
        {
            return Decision.Rejected(CardRefusal.IssuerUnknown);
        }

        if (state.Cards.FindAccount(command.Account) is not null)
        {
            return Decision.Rejected(CardRefusal.AlreadyRegistered);
        }

        var account = new CardAccount(
            command.Account, state.Cards.NextAccountNumber, command.Issuer.Number, command.Kind,
            command.Currency.Number, command.CustomerSince, IsClosed: false);
        return Decision.Decided(
            new Reply.AccountOpened(account), new CardEvent.AccountOpened(account, command.CreditLimitMinor));
    }

    private static Decision Deposit(ShardState state, CardCommand.Deposit command)
    {
        if (command.AmountMinor is <= 0 or > GreatestAmountMinor)
        {
            return Decision.Rejected(CardRefusal.AmountNotPositive);
        }

        if (state.Cards.FindAccount(command.Account) is not { } account)
        {
            return Decision.Rejected(CardRefusal.AccountUnknown);
        }

        if (!state.Directory.IsHere(new BookId(account.IssuerBook)))
        {
            return Decision.Rejected(CardRefusal.BooksAreOutside);
        }

        if (account.IsClosed)
        {
            return Decision.Rejected(CardRefusal.AccountIsClosed);
        }

        if (account.CurrencyNumber != command.Currency.Number)
        {
            return Decision.Rejected(CardRefusal.CurrencyDiffers);
        }

        var bank = account.Kind == CardAccountKind.Prepaid
            ? AccountRole.SafeguardingBank : AccountRole.SettlementBank;
        var postings = new PostingList().Post(
            AccountId.Of(new BookId(account.IssuerBook), bank, command.Currency),
            account.LedgerAccount,
            command.AmountMinor);
        return Decision.Decided(
            Reply.Done.Instance, new CardEvent.Deposited(account.Id, command.AmountMinor, postings.ToArray()));
    }

    private static Decision Enrol(CardState cards, Card card)
    {
        if (card.LastFour.Length != 4 || !card.LastFour.All(char.IsAsciiDigit) || card.PaymentAccount.Length != 29
            || card.ExpiryYearMonth is < 0 or > 9912 || card.ExpiryYearMonth % 100 is < 1 or > 12
            || card.Status != CardStatus.Active)
        {
            return Decision.Rejected(CardRefusal.RecordInvalid);
        }

        if (cards.FindAccount(card.Account) is not { } account)
        {
            return Decision.Rejected(CardRefusal.AccountUnknown);
        }

        if (account.IsClosed)
        {
            return Decision.Rejected(CardRefusal.AccountIsClosed);
        }

        return cards.FindCard(card.Id) is not null || cards.HasPan(card.Pan)
            ? Decision.Rejected(CardRefusal.AlreadyRegistered)
            : Decision.Decided(new Reply.CardEnrolled(card), new CardEvent.Enrolled(card));
    }

    private static Decision SetStatus(CardState cards, CardCommand.SetStatus command)
    {
        if (cards.FindCard(command.Card) is not { } card)
        {
            return Decision.Rejected(CardRefusal.CardUnknown);
        }

        return card.Status == CardStatus.Closed
            ? Decision.Rejected(CardRefusal.CardIsClosed)
            : Decision.Decided(
                Reply.Done.Instance, new CardEvent.StatusSet(card.Id, command.Status, command.By));
    }
}
