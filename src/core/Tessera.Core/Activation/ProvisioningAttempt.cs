namespace Tessera.Core.Activation;

// Counted for the velocity rules; kept for 72 hours.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record ProvisioningAttempt(
    [property: Order(0)] CardId Card,
    [property: Order(1)] Timestamp At);
