namespace Tessera.Core.Activation;

// A phone. PublicKey is its P-256 key: credentials are sealed to it. What its owner calls it lies in the subject store
// under Owner; the name of a phone that was registered before that stands in Name.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record WalletDevice(
    [property: Order(0)] DeviceId Id,
    [property: Order(1)] string Name,
    [property: Order(2)] byte[] PublicKey,
    [property: Order(3)] ulong Requestor,
    [property: Order(4)] bool IsLost,
    [property: Order(5)] ProvisioningAttempt[] Attempts,
    [property: Order(6)] SubjectReference Owner = default);
