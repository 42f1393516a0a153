using Tessera.Core;
using Tessera.Core.Ledger;
using Tessera.Core.Tokens;
using Tessera.Emv.Keys;
using Tessera.Hsm;
using Tessera.Primitives;
using Tessera.Server.Activation;
using Tessera.Server.World;

namespace Tessera.Server.Credentials;

/// <summary>Limited-use keys of the cloud profile: the next one, sealed to the device, and the device's word that it
/// opened it.</summary>
public sealed class TokenKeyHandlers(TesseraWorld world, CredentialSealer sealer)
{
    public async ValueTask<Answer<CredentialsView>> GetAsync(GetCall call, CancellationToken cancel)
    {
        var profile = call.Query.GetValueOrDefault("profile", "");
        if (!CredentialProfiles.IsKnown(profile))
        {
            return new Problem(ProblemKinds.QueryInvalid, "profile is qvsdc or mchip.", "profile");
        }

        if (!TokenId.TryParse(call.Id, out var id) || await FindAsync(call.Caller, id) is not { } token)
        {
            return RefusalProblems.Of(TokenRefusal.TokenUnknown);
        }

        if (token.Key is not { } key)
        {
            return RefusalProblems.Of(TokenRefusal.KeysAreForLife);
        }

        return key.KeyNumber == LimitedUseKey.LastNumber
            ? RefusalProblems.Of(TokenRefusal.KeyNumberWrong)
            : token.State switch
            {
                TokenState.Deleted => RefusalProblems.Of(TokenRefusal.TokenIsDeleted),
                TokenState.Suspended => RefusalProblems.Of(TokenRefusal.TokenIsSuspended),
                _ => await sealer.SealAsync(id, profile),
            };
    }

    public async ValueTask<Answer<TokenKeyView>> ConfirmAsync(
        PostCall<ConfirmKeyBody> call, CancellationToken cancel)
    {
        var body = call.Body;
        if (body.KeyId is < 1 or > byte.MaxValue)
        {
            return new Problem(ProblemKinds.MemberInvalid, "A key index is 1 to 255.", "$.key_id");
        }

        if (body.KeyNumber is < 1 or > LimitedUseKey.LastNumber)
        {
            return new Problem(ProblemKinds.MemberInvalid, "A key number is 1 to 65535.", "$.key_number");
        }

        if (!Hex.TryRead(body.Proof.AsSpan(), out var proof, out _) || proof.Length != LimitedUseKey.ProofBytes)
        {
            return new Problem(ProblemKinds.MemberInvalid, "A proof is 8 bytes in hex.", "$.proof");
        }

        if (!TokenId.TryParse(call.Id, out var id) || await FindAsync(call.Caller, id) is null)
        {
            return RefusalProblems.Of(TokenRefusal.TokenUnknown);
        }

        var (index, number) = ((byte)body.KeyId, (ushort)body.KeyNumber);
        return await world.Commands.RunAsync<Reply.KeyReplaced, TokenKeyView>(
            new TokenCommand.ReplaceKey(
                id, CredentialKeyId.Of(index, CredentialSealer.SequenceNumber, number), number,
                await sealer.IsProvenAsync(id, index, number, proof)),
            call.Key,
            reply => new TokenKeyView
            {
                Token = reply.Token.ToString(),
                KeyNumber = reply.KeyNumber,
                UsesLeft = reply.UsesLeft,
                ExpiresAt = WireText.Instant(reply.ExpiresAt),
            });
    }

    private async ValueTask<Seen?> FindAsync(Caller caller, TokenId id)
    {
        var found = await world.Shard.QueryAsync(state => state.Tokens.TryFind(id, out var row)
            ? new Seen(
                state.Tokens[row].State, state.Tokens.FindCloudKey(row), state.Tokens[row].Requestor,
                state.Tokens.AccountOf(row).Book.Number)
            : null);
        return found is not null && new Scope(caller, world.Directory.Current).SeesToken(found.Requestor, found.Book)
            ? found
            : null;
    }

    private sealed record Seen(TokenState State, CredentialRow? Key, ulong Requestor, ushort Book);
}
