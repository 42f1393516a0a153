namespace Tessera.Core.Activation;

public abstract record ActivationCommand : Command
{
    // What its owner calls it lies in the subject store under Owner.
    public sealed record RegisterDevice(
        DeviceId Device, SubjectReference Owner, byte[] PublicKey, ulong Requestor) : ActivationCommand;

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

    // By the issuer's app or desk. Approver names a credential, not a person. DaysSinceChannelChange is how long the
    // app has been bound to the cardholder, or the number that was called has been on file.
    public sealed record ConfirmIdentity(
        ProvisioningId Provisioning, string Approver, IdentityMethod Method, int DaysSinceChannelChange)
        : ActivationCommand;

    // The cardholder, asked by app or call, did not know the request.
    public sealed record RefuseIdentity(ProvisioningId Provisioning, string By) : ActivationCommand;

    public sealed record Complete(
        ProvisioningId Provisioning, DeviceId Device, ulong KeyId) : ActivationCommand;

    public sealed record SetDeviceLost(DeviceId Device, bool IsLost) : ActivationCommand;
}
