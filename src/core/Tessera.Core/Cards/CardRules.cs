using Tessera.Core.Directory;
using Tessera.Core.Tokens;

namespace Tessera.Core.Cards;

public static class CardRules
{
    internal const long GreatestAmountMinor = 1_000_000_000_000;

    // Two digits on the chip: ISO 8583 DE23 has a third, EMV 5F34 not.
    private const byte LastSequenceNumber = 99;

    public static Decision Decide(ShardState state, Envelope envelope, CardCommand command) => command switch
    {
        CardCommand.OpenAccount c => OpenAccount(state, envelope.At, c),
        CardCommand.Deposit c => Deposit(state, c),
        CardCommand.Transfer c => AccountTransferRules.Decide(state, c),
        CardCommand.Enrol c => Enrol(state.Cards, c.Card),
        CardCommand.SetStatus c => SetStatus(state, c),
        CardCommand.Reissue c => Reissue(state.Cards, c),
        CardCommand.CloseAccount c => CloseAccount(state, c),
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

        // What is owed can still be paid back.
        if (account is { IsClosed: true, Kind: not CardAccountKind.Credit })
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
        if (!IsWithinRange(card))
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

    private static Decision SetStatus(ShardState state, CardCommand.SetStatus command)
    {
        if (state.Cards.FindCard(command.Card) is not { } card)
        {
            return Decision.Rejected(CardRefusal.CardUnknown);
        }

        if (card.Status == CardStatus.Closed)
        {
            return Decision.Rejected(CardRefusal.CardIsClosed);
        }

        return Decision.Decided(Reply.Done.Instance, command.Status == CardStatus.Closed
            ? [.. Closing(state, card, command.By, "card closed")]
            : [new CardEvent.StatusSet(card.Id, command.Status, command.By)]);
    }

    // Whatever blocked the former plastic, the new one starts active.
    private static Decision Reissue(CardState cards, CardCommand.Reissue command)
    {
        if (cards.FindCard(command.Card) is not { } card)
        {
            return Decision.Rejected(CardRefusal.CardUnknown);
        }

        var after = card with
        {
            Pan = command.Pan,
            LastFour = command.LastFour,
            ExpiryYearMonth = command.ExpiryYearMonth,
            SequenceNumber = command.SequenceNumber,
            Status = CardStatus.Active,
        };
        if (!IsWithinRange(after))
        {
            return Decision.Rejected(CardRefusal.RecordInvalid);
        }

        if (card.Status == CardStatus.Closed || cards.FindAccount(card.Account)!.IsClosed)
        {
            return Decision.Rejected(CardRefusal.CardIsClosed);
        }

        if (card.Pan == after.Pan && after.SequenceNumber <= card.SequenceNumber)
        {
            return Decision.Rejected(CardRefusal.NothingNew);
        }

        return card.Pan != after.Pan && cards.HasPan(after.Pan)
            ? Decision.Rejected(CardRefusal.AlreadyRegistered)
            : Decision.Decided(new Reply.CardEnrolled(after), new CardEvent.Reissued(after, card.Pan, command.By));
    }

    // One decision: no token outlives its account.
    private static Decision CloseAccount(ShardState state, CardCommand.CloseAccount command)
    {
        if (state.Cards.FindAccount(command.Account) is not { } account)
        {
            return Decision.Rejected(CardRefusal.AccountUnknown);
        }

        if (account.IsClosed)
        {
            return Decision.Rejected(CardRefusal.AccountIsClosed);
        }

        var events = new List<CoreEvent> { new CardEvent.AccountClosed(account.Id, command.By) };
        foreach (var card in state.Cards.CardsOf(account.Id).Where(card => card.Status != CardStatus.Closed))
        {
            events.AddRange(Closing(state, card, command.By, "account closed"));
        }

        return Decision.Decided(Reply.Done.Instance, events);
    }

    private static IEnumerable<CoreEvent> Closing(ShardState state, Card card, string by, string reason)
    {
        yield return new CardEvent.StatusSet(card.Id, CardStatus.Closed, by);
        foreach (var row in state.Tokens.OfCard(card.Id))
        {
            var (token, tokenState) = (state.Tokens[row].TokenId, state.Tokens[row].State);
            if (tokenState != TokenState.Deleted)
            {
                yield return new TokenEvent.Deleted(TokenActor.Issuer, reason) { Token = token };
            }
        }
    }

    private static bool IsWithinRange(Card card) =>
        card.LastFour.Length == 4 && card.LastFour.All(char.IsAsciiDigit)
        && card.PaymentAccount.Length == PaymentAccountText.Length && card.PaymentAccount.All(char.IsAscii)
        && card.ExpiryYearMonth is >= 0 and <= 9912 && card.ExpiryYearMonth % 100 is >= 1 and <= 12
        && card.SequenceNumber <= LastSequenceNumber && card.Status == CardStatus.Active;
}
