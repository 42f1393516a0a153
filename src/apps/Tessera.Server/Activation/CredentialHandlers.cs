using Tessera.Core;
using Tessera.Core.Activation;
using Tessera.Hsm;
using Tessera.Server.Operations;
using Tessera.Server.Credentials;
using Tessera.Server.World;

namespace Tessera.Server.Activation;

/// <summary>The last steps: keys sealed to the phone, and the phone's word that it holds them.</summary>
public sealed class CredentialHandlers(
    TesseraWorld world, ProvisioningAccess access, CredentialSealer sealer, LiveCounters counters)
{
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

        return await sealer.SealAsync(provisioning.Token, profile);
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

        var isCloud = world.Directory.Current.Requestors[provisioning.Requestor].IsCloud;
        var keyId = CredentialKeyId.Of(
            (byte)call.Body.KeyId, CredentialSealer.SequenceNumber, isCloud ? (ushort)1 : (ushort)0);
        var answer = await world.Commands.RunAsync<Reply.ProvisioningAnswered, ProvisioningView>(
            new ActivationCommand.Complete(provisioning.Id, provisioning.Device, keyId), call.Key,
            reply => ProvisioningView.Of(reply));
        if (answer is { Problem: null, IsRepeat: false })
        {
            counters.TokenActivated();
        }

        return answer;
    }
}
