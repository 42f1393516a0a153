using Tessera.Core;
using Tessera.Core.Activation;
using Tessera.Server.World;

namespace Tessera.Server.Activation.Identity;

/// <summary>The step-up by the issuer's app and desk.</summary>
public sealed class IdentityHandlers(TesseraWorld world, ProvisioningAccess access)
{
    /// <summary>What an app's server or a call does not say counts as a channel of today.</summary>
    public ValueTask<Answer<ProvisioningView>> ConfirmByAppAsync(
        PostCall<ConfirmByAppBody> call, CancellationToken cancel)
        => ConfirmAsync(call, IdentityMethod.IssuerApp, call.Body.DaysSinceBound, "$.days_since_bound");

    public ValueTask<Answer<ProvisioningView>> ConfirmAtDeskAsync(
        PostCall<ConfirmIdentityBody> call, CancellationToken cancel)
        => ConfirmAsync(
            call,
            call.Body.Method?.Value == DeskMethod.Call ? IdentityMethod.Call : IdentityMethod.InPerson,
            call.Body.DaysSinceChannelChange ?? 0,
            "$.days_since_channel_change");

    public async ValueTask<Answer<ProvisioningView>> RefuseAsync(PostCall<NoBody> call, CancellationToken cancel)
        => await access.FindAsync(call.Caller, call.Id) is { } provisioning
            ? await RunAsync(new ActivationCommand.RefuseIdentity(provisioning.Id, call.Caller.By), call.Key)
            : RefusalProblems.Of(ActivationRefusal.ProvisioningUnknown);

    private async ValueTask<Answer<ProvisioningView>> ConfirmAsync<TBody>(
        PostCall<TBody> call, IdentityMethod method, int days, string place)
    {
        if (days < 0)
        {
            return new Problem(ProblemKinds.MemberInvalid, "Days run from 0.", place);
        }

        return await access.FindAsync(call.Caller, call.Id) is { } provisioning
            ? await RunAsync(
                new ActivationCommand.ConfirmIdentity(provisioning.Id, call.Caller.KeyId, method, days), call.Key)
            : RefusalProblems.Of(ActivationRefusal.ProvisioningUnknown);
    }

    private ValueTask<Answer<ProvisioningView>> RunAsync(ActivationCommand command, CommandKey key)
        => world.Commands.RunAsync<Reply.ProvisioningAnswered, ProvisioningView>(
            command, key, reply => ProvisioningView.Of(reply));
}
