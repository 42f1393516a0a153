using Tessera.Core.Directory;

namespace Tessera.Core.Activation;

// Who the cardholder is, by the issuer's app or desk. The app proves it on the yellow path; the desk on yellow and
// orange, on orange always by two people. Red is nobody's to lift. What is reached by a channel proves nothing while
// the channel is new: that is how accounts are taken over.
public static class IdentityRules
{
    private const int LongestName = 100;

    public static Decision Confirm(ShardState state, ActivationCommand.ConfirmIdentity command)
    {
        if (state.Activation.Find(command.Provisioning) is not { } provisioning)
        {
            return Decision.Rejected(ActivationRefusal.ProvisioningUnknown);
        }

        var policy = state.Directory.ActivationPolicy;
        if (NotConfirmable(provisioning, policy, command) is var refusal and not default(ActivationRefusal))
        {
            return Decision.Rejected(refusal);
        }

        if (command.Method == IdentityMethod.IssuerApp
            || (provisioning.Path == ActivationPath.Yellow && policy.DeskApprovers == 1))
        {
            return Confirmed(provisioning, command, [command.Approver]);
        }

        var first = provisioning.FirstApprover;
        if (first.Length == 0)
        {
            return Decision.Decided(
                Reply.ProvisioningAnswered.Of(provisioning),
                new ActivationEvent.IdentityProposed(provisioning.Id, command.Approver, command.Method));
        }

        return string.Equals(first, command.Approver, StringComparison.Ordinal)
            ? Decision.Rejected(ActivationRefusal.MakerIsChecker)
            : Confirmed(provisioning, command, [first, command.Approver]);
    }

    public static Decision Refuse(ActivationState activation, ActivationCommand.RefuseIdentity command)
    {
        if (activation.Find(command.Provisioning) is not { } provisioning)
        {
            return Decision.Rejected(ActivationRefusal.ProvisioningUnknown);
        }

        return NotWaiting(provisioning) is var refusal and not default(ActivationRefusal)
            ? Decision.Rejected(refusal)
            : Decision.Decided(
                Reply.ProvisioningAnswered.Of(provisioning with { State = ProvisioningState.Declined }),
                new ActivationEvent.IdentityRefused(provisioning.Id, command.By));
    }

    private static ActivationRefusal NotWaiting(Provisioning provisioning) => provisioning.State switch
    {
        ProvisioningState.StepUp => default,
        ProvisioningState.Declined => ActivationRefusal.DeclinedByIssuer,
        _ => ActivationRefusal.StepOutOfOrder,
    };

    private static ActivationRefusal NotConfirmable(
        Provisioning provisioning, ActivationPolicy policy, ActivationCommand.ConfirmIdentity command)
    {
        if (NotWaiting(provisioning) is var refusal and not default(ActivationRefusal))
        {
            return refusal;
        }

        if (command.Approver.Length is 0 or > LongestName || command.DaysSinceChannelChange < 0
            || command.Method is not (IdentityMethod.IssuerApp or IdentityMethod.Call or IdentityMethod.InPerson))
        {
            return ActivationRefusal.RecordInvalid;
        }

        if (command.Method == IdentityMethod.IssuerApp && provisioning.Path != ActivationPath.Yellow)
        {
            return ActivationRefusal.MethodNotEnough;
        }

        return command.Method != IdentityMethod.InPerson
            && command.DaysSinceChannelChange < policy.StableChannelDays
            ? ActivationRefusal.ChannelTooFresh
            : default;
    }

    private static Decision Confirmed(
        Provisioning provisioning, ActivationCommand.ConfirmIdentity command, string[] approvers) => Decision.Decided(
        Reply.ProvisioningAnswered.Of(provisioning with { State = ProvisioningState.Approved }),
        new ActivationEvent.IdentityConfirmed(provisioning.Id, approvers, command.Method));
}
