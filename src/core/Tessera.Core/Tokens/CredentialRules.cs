namespace Tessera.Core.Tokens;

// Limited-use keys of the cloud profile: each follows the one before it by number, and ends it.
internal static class CredentialRules
{
    public const int LastKeyNumber = ushort.MaxValue;

    public static Decision Decide(ShardState state, Envelope envelope, TokenCommand.ReplaceKey command)
    {
        if (!state.Tokens.TryFind(command.Token, out var row))
        {
            return Decision.Rejected(TokenRefusal.TokenUnknown);
        }

        ref readonly var token = ref state.Tokens[row];
        var requestor = state.Directory.Requestors[token.Requestor];
        var refusal = First(state.Tokens, command, row, requestor.IsCloud);
        if (refusal != default)
        {
            return Decision.Rejected(refusal);
        }

        var expiresAt = envelope.At.Plus(TimeSpan.FromHours(requestor.KeyLifeHours));
        return Decision.Decided(
            new Reply.KeyReplaced(command.Token, command.KeyNumber, requestor.KeyUses, expiresAt),
            new TokenEvent.KeyReplaced
            {
                Token = command.Token,
                KeyId = command.KeyId,
                KeyNumber = command.KeyNumber,
                ExpiresAt = expiresAt,
                UsesLeft = requestor.KeyUses,
            });
    }

    private static TokenRefusal First(TokenTable tokens, TokenCommand.ReplaceKey command, int row, bool isCloud)
    {
        switch (tokens[row].State)
        {
            case TokenState.Deleted:
                return TokenRefusal.TokenIsDeleted;
            case TokenState.Inactive:
                return TokenRefusal.TokenIsInactive;
            case TokenState.Suspended:
                return TokenRefusal.TokenIsSuspended;
        }

        if (!isCloud || tokens.FindCloudKey(row) is not { } key)
        {
            return TokenRefusal.KeysAreForLife;
        }

        if (!command.IsProven)
        {
            return TokenRefusal.KeyProofWrong;
        }

        return key.KeyNumber < LastKeyNumber && command.KeyNumber == key.KeyNumber + 1
            ? default
            : TokenRefusal.KeyNumberWrong;
    }
}
