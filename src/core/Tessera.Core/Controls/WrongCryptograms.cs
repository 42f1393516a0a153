using Tessera.Core.Cards;
using Tessera.Core.Payments;
using Tessera.Core.Tokens;

namespace Tessera.Core.Controls;

// Whoever guesses is stopped: the token is suspended, the plain card blocked.
internal static class WrongCryptograms
{
    // Three digits are guessed once in a thousand.
    private const int MostWrongCodes = 3;

    public static CoreEvent[] Stop(ShardState state, PaymentCommand.Authorise command, Payer? payer)
    {
        var most = command.EntryMode == EntryMode.ContactlessMagstripe
            ? Math.Min(MostWrongCodes, command.Facts.Policy.MaximumBadCryptograms)
            : command.Facts.Policy.MaximumBadCryptograms;
        const string Why = "wrong cryptograms";
        if (payer is { IsToken: true } paying)
        {
            ref readonly var token = ref state.Tokens[paying.TokenRow];
            return token.State == TokenState.Active && token.BadCryptograms + 1 >= most
                ? [new TokenEvent.Suspended(TokenActor.Network, Why) { Token = token.TokenId }]
                : [];
        }

        return payer?.Card is { Status: CardStatus.Active } card
            && state.Cards.CounterOf(card.Id).BadCryptograms + 1 >= most
            ? [new CardEvent.StatusSet(card.Id, CardStatus.Blocked, Why)]
            : [];
    }
}
