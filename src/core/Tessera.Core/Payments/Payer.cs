using Tessera.Core.Cards;
using Tessera.Core.Clearing;
using Tessera.Core.Directory;
using Tessera.Core.Tokens;

namespace Tessera.Core.Payments;

// Who a number belongs to: a token, a plain card that is registered here, or a card that only its outside issuer knows.
internal readonly record struct Payer
{
    private const int NoRow = -1;

    private Payer(int tokenRow, Card? card, CardAccount? cardAccount, AccountId account)
    {
        TokenRow = tokenRow;
        Card = card;
        CardAccount = cardAccount;
        Account = account;
    }

    public int TokenRow { get; }

    public Card? Card { get; }

    public CardAccount? CardAccount { get; }

    public AccountId Account { get; }

    public bool IsToken => TokenRow != NoRow;

    public static bool TryFind(ShardState state, PaymentCommand.Authorise command, out Payer payer) => TryFind(
        state, command.Facts, command.Currency, command.IsCard ? null : command.Number, command.Pan, out payer);

    public static bool TryFind(
        ShardState state, ClearingCommand.Present command, PaymentFacts facts, out Payer payer) => TryFind(
            state, facts, command.Currency, command.IsCard ? null : command.Number, command.Pan, out payer);

    private static bool TryFind(
        ShardState state, PaymentFacts facts, Currency currency, Pan? token, PanReference pan, out Payer payer)
    {
        if (token is { } number && state.Tokens.TryFind(number, out var row))
        {
            var known = state.Cards.FindCard(state.Tokens.CardOf(row));
            payer = new Payer(row, known, AccountOf(state, known), state.Tokens.AccountOf(row));
        }
        else if (token is null && state.Cards.FindByPan(pan) is { } card)
        {
            var account = AccountOf(state, card)!;
            payer = new Payer(NoRow, card, account, account.LedgerAccount);
        }
        else
        {
            payer = default;
        }

        // A range may have been given to another issuer after its numbers were: then they are nobody's.
        if (payer.Account.Book.Number == facts.IssuerBook)
        {
            return true;
        }

        payer = new Payer(NoRow, null, null, AccountId.Of(
            new BookId(facts.IssuerBook), AccountRole.CardReceivable, currency));
        return token is null && !pan.IsNone && facts.IsIssuerOutside;
    }

    private static CardAccount? AccountOf(ShardState state, Card? card) =>
        card is null ? null : state.Cards.FindAccount(card.Account);

    public CounterWindow CounterIn(ShardState state)
    {
        if (IsToken)
        {
            return state.Tokens[TokenRow].Counter;
        }

        return Card is null ? default : state.Cards.CounterOf(Card.Id).Counter;
    }
}
