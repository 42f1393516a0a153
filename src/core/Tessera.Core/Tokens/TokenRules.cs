namespace Tessera.Core.Tokens;

public static class TokenRules
{
    // Who may make which move. A lost device is reported and found through the wallet (ActivationRules), not here.
    private const TokenActor MaySuspend =
        TokenActor.Holder | TokenActor.Issuer | TokenActor.Wallet | TokenActor.Network;

    private const TokenActor MayDelete =
        TokenActor.Holder | TokenActor.Issuer | TokenActor.Wallet | TokenActor.Network;

    public static Decision Decide(TokenTable tokens, TokenCommand command)
    {
        if (!tokens.TryFind(command.Token, out var row))
        {
            return Decision.Rejected(TokenRefusal.TokenUnknown);
        }

        ref readonly var token = ref tokens[row];
        if (token.State == TokenState.Deleted)
        {
            return Decision.Rejected(TokenRefusal.TokenIsDeleted);
        }

        var (refusal, change) = command switch
        {
            TokenCommand.Suspend c => Suspend(token, c),
            TokenCommand.Resume c => Resume(token, c),
            TokenCommand.Delete c => Delete(c),
            _ => throw new InvariantException("every token command has its case"),
        };
        return change is null
            ? Decision.Rejected(refusal)
            : Decision.Decided(
                new Reply.TokenMoved(command.Token, StateAfter(token, change)), change with { Token = command.Token });
    }

    private static TokenState StateAfter(in TokenRow token, TokenEvent change) => change switch
    {
        TokenEvent.Deleted => TokenState.Deleted,
        TokenEvent.Resumed e when (token.SuspendedBy & ~e.Actor) == TokenActor.None => TokenState.Active,
        _ => TokenState.Suspended,
    };

    private static (TokenRefusal Refusal, TokenEvent? Change) Suspend(in TokenRow token, TokenCommand command)
    {
        if (!IsOneOf(command.Actor, MaySuspend))
        {
            return (TokenRefusal.ActorMayNot, null);
        }

        if (token.State == TokenState.Inactive)
        {
            return (TokenRefusal.TokenIsInactive, null);
        }

        return token.SuspendedBy.HasFlag(command.Actor)
            ? (TokenRefusal.AlreadySuspended, null)
            : (default, new TokenEvent.Suspended(command.Actor, command.Reason));
    }

    private static (TokenRefusal Refusal, TokenEvent? Change) Resume(in TokenRow token, TokenCommand command)
    {
        if (!IsOneOf(command.Actor, MaySuspend))
        {
            return (TokenRefusal.ActorMayNot, null);
        }

        return token.SuspendedBy.HasFlag(command.Actor)
            ? (default, new TokenEvent.Resumed(command.Actor, command.Reason))
            : (TokenRefusal.NotSuspendedByActor, null);
    }

    private static (TokenRefusal Refusal, TokenEvent? Change) Delete(TokenCommand command) =>
        IsOneOf(command.Actor, MayDelete)
            ? (default, new TokenEvent.Deleted(command.Actor, command.Reason))
            : (TokenRefusal.ActorMayNot, null);

    private static bool IsOneOf(TokenActor actor, TokenActor allowed) =>
        System.Numerics.BitOperations.IsPow2((byte)actor) && (actor & allowed) == actor;
}
