using Tessera.Core.Disputes;

namespace Tessera.Core.Directory;

public abstract partial record DirectoryEvent : CoreEvent
{
    [Order(1)]
    public string By { get; init; } = "";

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record ParticipantRegistered([property: Order(2)] Participant Participant) : DirectoryEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record MerchantRegistered([property: Order(2)] Merchant Merchant) : DirectoryEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record TerminalRegistered([property: Order(2)] PaymentTerminal Terminal) : DirectoryEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record RangeRegistered([property: Order(2)] AccountRange Range) : DirectoryEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record RangeChanged(
        [property: Order(2)] AccountRange Before,
        [property: Order(3)] AccountRange After) : DirectoryEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record RequestorRegistered([property: Order(2)] TokenRequestor Requestor) : DirectoryEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record AcceptanceSet(
        [property: Order(2)] MerchantId Merchant,
        [property: Order(3)] string[] RefusedSystems) : DirectoryEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record FeesSet([property: Order(2)] FeeTable Fees) : DirectoryEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record PaymentPolicySet([property: Order(2)] PaymentPolicy Policy) : DirectoryEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record ActivationPolicySet([property: Order(2)] ActivationPolicy Policy) : DirectoryEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record ApiKeyGranted([property: Order(2)] ApiKey Key) : DirectoryEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record ApiKeyRevoked([property: Order(2)] ApiKeyId Key) : DirectoryEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record MerchantTermsSet(
        [property: Order(2)] MerchantId Merchant,
        [property: Order(3)] MerchantTerms Terms) : DirectoryEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record ChargebackPolicySet([property: Order(2)] ChargebackPolicy Policy) : DirectoryEvent;
}
