namespace Tessera.Core.Activation;

// What was tried on a phone; kept for 72 hours.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record DeviceActivity(
    [property: Order(0)] DeviceId Device, [property: Order(1)] ProvisioningAttempt[] Attempts);
