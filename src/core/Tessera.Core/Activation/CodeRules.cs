namespace Tessera.Core.Activation;

// The one-time code of the yellow path: a few codes, a few attempts each, minutes to live, bound to one device.
public static class CodeRules
{
    public static Decision Issue(ShardState state, Envelope envelope, ActivationCommand.IssueCode command)
    {
        if (state.Activation.Find(command.Provisioning) is not { } provisioning)
        {
            return Decision.Rejected(ActivationRefusal.ProvisioningUnknown);
        }

        if (provisioning.State != ProvisioningState.StepUp || provisioning.Path != ActivationPath.Yellow)
        {
            return Decision.Rejected(ActivationRefusal.StepOutOfOrder);
        }

        var policy = state.Directory.ActivationPolicy;
        if (provisioning.CodesIssued >= policy.CodesPerProvisioning)
        {
            return Decision.Rejected(ActivationRefusal.TooManyCodes);
        }

        // Attempts are of the request, not of the code: another code brings no other attempts.
        var attempts = provisioning.CodesIssued == 0 ? policy.CodeAttempts : provisioning.CodeAttemptsLeft;
        var issued = new ActivationEvent.CodeIssued(
            provisioning.Id, command.CodeMac, envelope.At.Plus(TimeSpan.FromMinutes(policy.CodeMinutes)), attempts);
        return Decision.Decided(Reply.ProvisioningAnswered.Of(ActivationState.Issued(provisioning, issued)), issued);
    }

    public static Decision Submit(
        ActivationState activation, Envelope envelope, ActivationCommand.SubmitCode command)
    {
        if (activation.Find(command.Provisioning) is not { } provisioning)
        {
            return Decision.Rejected(ActivationRefusal.ProvisioningUnknown);
        }

        if (provisioning.Device != command.Device)
        {
            return Decision.Rejected(ActivationRefusal.DeviceDiffers);
        }

        if (provisioning.State == ProvisioningState.Declined)
        {
            return Decision.Rejected(ActivationRefusal.DeclinedByIssuer);
        }

        if (provisioning.State != ProvisioningState.StepUp)
        {
            return Decision.Rejected(ActivationRefusal.StepOutOfOrder);
        }

        if (provisioning.CodesIssued == 0)
        {
            return Decision.Rejected(ActivationRefusal.CodeNotIssued);
        }

        if (envelope.At >= provisioning.CodeExpiresAt)
        {
            return Decision.Rejected(ActivationRefusal.CodeExpired);
        }

        return command.CodeMac == provisioning.CodeMac ? Accept(provisioning) : Refuse(provisioning);
    }

    private static Decision Accept(Provisioning provisioning) => Decision.Decided(
        Reply.ProvisioningAnswered.Of(provisioning with { State = ProvisioningState.Approved }),
        new ActivationEvent.IdentityConfirmed(provisioning.Id, [], IdentityMethod.OneTimeCode));

    // A wrong code is decided, not rejected: the attempt must count even if nobody reads the answer.
    private static Decision Refuse(Provisioning provisioning)
    {
        var refused = new ActivationEvent.CodeRefused(provisioning.Id, provisioning.CodeAttemptsLeft - 1);
        var refusal = refused.AttemptsLeft == 0 ? ActivationRefusal.CodeLocked : ActivationRefusal.CodeWrong;
        var reply = Reply.ProvisioningAnswered.Of(ActivationState.Refused(provisioning, refused));
        return Decision.Decided(reply with { RefusalNumber = (ushort)refusal }, refused);
    }
}
