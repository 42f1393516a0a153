using Tessera.Core.Cards;
using Tessera.Core.Tokens;

namespace Tessera.Core.Payments;

// Who a number belongs to: a token, a plain card that is registered here, or a card that only its outside issuer knows.
internal readonly record struct Payer
{
    private const int NoRow = -1;

    private Payer(int tokenRow, Card? card, AccountId account)
    {
        TokenRow = tokenRow;
        Card = card;
        Account = account;
    }

    public int TokenRow { get; }

    public Card? Card { get; }

    public AccountId Account { get; }

    public bool IsToken => TokenRow != NoRow;

    public static bool TryFind(ShardState state, PaymentCommand.Authorise command, out Payer payer)
    {
        if (!command.IsCard && state.Tokens.TryFind(command.Number, out var row))
        {
            ref readonly var token = ref state.Tokens[row];
            payer = new Payer(row, state.Cards.FindCard(new CardId(token.Card)), new AccountId(token.Account));
            return true;
        }

        if (command.IsCard && state.Cards.FindByPan(command.Pan) is { } card)
        {
            payer = new Payer(NoRow, card, state.Cards.FindAccount(card.Account)!.LedgerAccount);
            return true;
        }

        var facts = command.Facts;
        payer = new Payer(NoRow, null, AccountId.Of(
            new BookId(facts.IssuerBook), AccountRole.CardReceivable, command.Currency));
        return command.IsCard && !command.Pan.IsNone && facts.IsIssuerOutside;
    }

    public CounterWindow CounterIn(ShardState state)
    {
        if (IsToken)
        {
            return state.Tokens[TokenRow].Counter;
        }

        return Card is null ? default : state.Cards.CounterOf(Card.Id).Counter;
    }
}
