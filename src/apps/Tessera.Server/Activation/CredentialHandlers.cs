using Tessera.Core;
using Tessera.Core.Activation;
using Tessera.Core.Ledger;
using Tessera.Emv.Keys;
using Tessera.Hsm;
using Tessera.Primitives;
using Tessera.Server.Operations;
using Tessera.Server.World;

namespace Tessera.Server.Activation;

/// <summary>The last steps: keys sealed to the phone, and the phone's word that it holds them.</summary>
public sealed class CredentialHandlers(TesseraWorld world, ProvisioningAccess access, LiveCounters counters)
{
    /// <summary>A token lives on one device, so its credentials have one sequence number.</summary>
    internal const int SequenceNumber = 1;

    /// <summary>Sealed afresh on each call; useless to anybody but the device.</summary>
    public async ValueTask<Answer<CredentialsView>> GetAsync(GetCall call, CancellationToken cancel)
    {
        var profile = call.Query.GetValueOrDefault("profile", "");
        if (!CredentialProfiles.IsKnown(profile))
        {
            return new Problem(ProblemKinds.QueryInvalid, "profile is qvsdc or mchip.", "profile");
        }

        if (await access.FindAsync(call.Caller, call.Id) is not { } provisioning)
        {
            return RefusalProblems.Of(ActivationRefusal.ProvisioningUnknown);
        }

        if (provisioning.State != ProvisioningState.Approved)
        {
            return RefusalProblems.Of(ActivationRefusal.StepOutOfOrder);
        }

        var found = await world.Shard.QueryAsync(state => Find(state, provisioning, profile));
        if (!TryWrap(provisioning, found.Number, found.DevicePoint, 0, out var delivery))
        {
            return new Problem(ProblemKinds.MemberInvalid, "The device's public key is no point of the curve.");
        }

        return new CredentialsView
        {
            Token = provisioning.Token.ToString(),
            KeyId = delivery.KeyIndex,
            Envelope = Convert.ToBase64String(delivery.Envelope),
            Profile = found.Profile,
        };
    }

    public async ValueTask<Answer<ProvisioningView>> ConfirmAsync(
        PostCall<ConfirmBody> call, CancellationToken cancel)
    {
        if (await access.FindAsync(call.Caller, call.Id) is not { } provisioning)
        {
            return RefusalProblems.Of(ActivationRefusal.ProvisioningUnknown);
        }

        if (call.Body.KeyId is < 1 or > byte.MaxValue)
        {
            return new Problem(ProblemKinds.MemberInvalid, "A key index is 1 to 255.", "$.key_id");
        }

        var keyId = CredentialKeyId.Of((byte)call.Body.KeyId, SequenceNumber);
        var answer = await world.Commands.RunAsync<Reply.ProvisioningAnswered, ProvisioningView>(
            new ActivationCommand.Complete(provisioning.Id, provisioning.Device, keyId), call.Key,
            reply => ProvisioningView.Of(reply));
        if (answer is { Problem: null, IsRepeat: false })
        {
            counters.TokenActivated();
        }

        return answer;
    }

    private static (Pan Number, byte[] DevicePoint, CredentialProfileView Profile) Find(
        ShardState state, Provisioning provisioning, string profile)
    {
        var isFound = state.Tokens.TryFind(provisioning.Token, out var row);
        Invariant.Check(isFound, "an approved provisioning has a token");
        ref readonly var token = ref state.Tokens[row];
        var card = state.Cards.FindCard(provisioning.Card)!;
        var account = state.Cards.FindAccount(card.Account)!;
        var country = state.Directory.FindParticipant(new BookId(provisioning.IssuerBook))!.Country;
        return (
            token.Pan, state.Activation.FindDevice(provisioning.Device)!.PublicKey,
            CredentialProfiles.Of(
                profile, token.Pan, SequenceNumber, token.ExpiryYearMonth, new Currency(account.CurrencyNumber),
                country));
    }

    private bool TryWrap(
        Provisioning provisioning, Pan number, byte[] devicePoint, byte keyIndex, out DeviceKeyDelivery delivery)
    {
        var range = world.Directory.Current.FindRange(number.Reveal())!;
        var request = new DeviceKeyRequest(
            range.KeySet, new CardIdentity(number, SequenceNumber), devicePoint, provisioning.Token.ToString())
        {
            KeyIndex = keyIndex,
        };
        var isWrapped = world.Hsm.TryWrapForDevice(request, out var made);
        delivery = made!;
        return isWrapped;
    }
}
