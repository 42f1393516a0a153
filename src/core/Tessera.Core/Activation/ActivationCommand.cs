namespace Tessera.Core.Activation;

public abstract record ActivationCommand : Command
{
    public sealed record RegisterDevice(
        DeviceId Device, string Name, byte[] PublicKey, ulong Requestor) : ActivationCommand;

    public sealed record CheckEligibility(
        ProvisioningId Provisioning, CardId Card, DeviceId Device) : ActivationCommand;

    public sealed record AcceptTerms(ProvisioningId Provisioning, int TermsVersion) : ActivationCommand;

    // Candidates are numbers drawn at random from the token range; the first free one is taken.
    public sealed record Provision(
        ProvisioningId Provisioning, DeviceSignals Signals, TokenId Token, IReadOnlyList<Pan> Candidates)
        : ActivationCommand;

    // The code itself goes to the cardholder; Core sees its keyed MAC only.
    public sealed record IssueCode(ProvisioningId Provisioning, UInt128 CodeMac) : ActivationCommand;

    public sealed record SubmitCode(
        ProvisioningId Provisioning, DeviceId Device, UInt128 CodeMac) : ActivationCommand;

    // The issuer's desk: one approver proposes, another one confirms. Approver names a credential, not a person.
    public sealed record ConfirmIdentity(ProvisioningId Provisioning, string Approver) : ActivationCommand;

    public sealed record Complete(
        ProvisioningId Provisioning, DeviceId Device, ulong KeyId) : ActivationCommand;

    public sealed record SetDeviceLost(DeviceId Device, bool IsLost) : ActivationCommand;
}
