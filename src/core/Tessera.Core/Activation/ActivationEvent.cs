namespace Tessera.Core.Activation;

public abstract partial record ActivationEvent : CoreEvent
{
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record DeviceRegistered([property: Order(1)] WalletDevice Device) : ActivationEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record EligibilityConfirmed(
        [property: Order(1)] Provisioning Provisioning) : ActivationEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record TermsAccepted(
        [property: Order(1)] ProvisioningId Provisioning,
        [property: Order(2)] int TermsVersion) : ActivationEvent;

    // Token is zero on the red path.
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record PathDecided(
        [property: Order(1)] ProvisioningId Provisioning,
        [property: Order(2)] ActivationPath Path,
        [property: Order(3)] ActivationReason Reasons,
        [property: Order(4)] TokenId Token,
        [property: Order(5)] DeviceSignals Signals) : ActivationEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record CodeIssued(
        [property: Order(1)] ProvisioningId Provisioning,
        [property: Order(2)] UInt128 CodeMac,
        [property: Order(3)] Timestamp ExpiresAt,
        [property: Order(4)] int Attempts) : ActivationEvent;

    // AttemptsLeft zero: locked, the request is declined.
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record CodeRefused(
        [property: Order(1)] ProvisioningId Provisioning,
        [property: Order(2)] int AttemptsLeft) : ActivationEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record IdentityProposed(
        [property: Order(1)] ProvisioningId Provisioning,
        [property: Order(2)] string Approver,
        [property: Order(3)] IdentityMethod Method) : ActivationEvent;

    // Approvers is empty when a one-time code proved it.
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record IdentityConfirmed(
        [property: Order(1)] ProvisioningId Provisioning,
        [property: Order(2)] string[] Approvers,
        [property: Order(3)] IdentityMethod Method) : ActivationEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record IdentityRefused(
        [property: Order(1)] ProvisioningId Provisioning,
        [property: Order(2)] string By) : ActivationEvent;

    // Issuer, path and requestor are repeated so that counters need no look-up.
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Completed(
        [property: Order(1)] ProvisioningId Provisioning,
        [property: Order(2)] TokenId Token,
        [property: Order(3)] ActivationPath Path,
        [property: Order(4)] ushort IssuerBook,
        [property: Order(5)] ulong Requestor,
        [property: Order(6)] DeviceId Device) : ActivationEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record DeviceLostSet(
        [property: Order(1)] DeviceId Device,
        [property: Order(2)] bool IsLost) : ActivationEvent;
}
