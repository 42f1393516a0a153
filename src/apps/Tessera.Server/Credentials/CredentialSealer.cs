using Tessera.Core;
using Tessera.Core.Ledger;
using Tessera.Emv.Keys;
using Tessera.Hsm;
using Tessera.Primitives;
using Tessera.Server.Activation;
using Tessera.Server.World;

namespace Tessera.Server.Credentials;

/// <summary>Seals a token's keys to its device: the card keys once, or the next limited-use key of the cloud
/// profile.</summary>
public sealed class CredentialSealer(TesseraWorld world)
{
    /// <summary>A token lives on one device, so its credentials have one sequence number.</summary>
    internal const int SequenceNumber = 1;

    /// <summary>Sealed afresh on each call; useless to anybody but the device.</summary>
    internal async ValueTask<Answer<CredentialsView>> SealAsync(TokenId token, string profile)
    {
        var found = await world.Shard.QueryAsync(state => Find(state, token, profile));
        var request = RequestFor(token, found.Number) with
        {
            DevicePoint = found.DevicePoint,
            KeyNumber = found.KeyNumber,
        };
        if (!world.Hsm.TryWrapForDevice(request, out var delivery))
        {
            return new Problem(ProblemKinds.MemberInvalid, "The device's public key is no point of the curve.");
        }

        return new CredentialsView
        {
            Token = token.ToString(),
            KeyId = delivery.KeyIndex,
            KeyNumber = found.KeyNumber == 0 ? null : found.KeyNumber,
            KeyUses = found.KeyNumber == 0 ? null : found.KeyUses,
            KeyLifeHours = found.KeyNumber == 0 ? null : found.KeyLifeHours,
            Envelope = Convert.ToBase64String(delivery.Envelope),
            Profile = found.Profile,
        };
    }

    /// <summary>Whether the device opened the key with this number.</summary>
    internal async ValueTask<bool> IsProvenAsync(TokenId token, byte keyIndex, ushort keyNumber, byte[] proof)
    {
        var number = await world.Shard.QueryAsync(state =>
            state.Tokens.TryFind(token, out var row) ? state.Tokens[row].Pan : default);
        var request = RequestFor(token, number) with { KeyIndex = keyIndex, KeyNumber = keyNumber };
        return world.Hsm.VerifyKeyProof(request, proof);
    }

    private static Found Find(ShardState state, TokenId id, string profile)
    {
        var isFound = state.Tokens.TryFind(id, out var row);
        Invariant.Check(isFound, "keys are sealed for a token");
        ref readonly var token = ref state.Tokens[row];
        var account = state.Cards.FindAccount(state.Cards.FindCard(state.Tokens.CardOf(row))!.Account)!;
        var requestor = state.Directory.Requestors[token.Requestor];
        return new Found(
            token.Pan,
            state.Activation.FindDevice(state.Tokens.DeviceOf(row))!.PublicKey,
            requestor.IsCloud ? (ushort)((state.Tokens.FindCloudKey(row)?.KeyNumber ?? 0) + 1) : (ushort)0,
            requestor.KeyUses,
            requestor.KeyLifeHours,
            CredentialProfiles.Of(
                profile, token.Pan, SequenceNumber, token.ExpiryYearMonth, new Currency(account.CurrencyNumber),
                state.Directory.FindParticipant(new BookId(account.IssuerBook))!.Country));
    }

    private DeviceKeyRequest RequestFor(TokenId token, Pan number) => new(
        world.Directory.Current.FindRange(number.Reveal())!.KeySet, new CardIdentity(number, SequenceNumber),
        default, token.ToString());

    private sealed record Found(
        Pan Number, byte[] DevicePoint, ushort KeyNumber, int KeyUses, int KeyLifeHours,
        CredentialProfileView Profile);
}
