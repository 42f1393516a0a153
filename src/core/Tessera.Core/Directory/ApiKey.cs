namespace Tessera.Core.Directory;

// Hash is SHA-256 of the secret, which is 256 random bits and so needs no slow hash. Owner scopes what a key sees:
// a participant's or a merchant's id, zero for the operator.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record ApiKey(
    [property: Order(0)] ApiKeyId Id,
    [property: Order(1)] byte[] Hash,
    [property: Order(2)] ApiKeyRole Role,
    [property: Order(3)] UInt128 Owner,
    [property: Order(4)] string Label,
    [property: Order(5)] bool IsRevoked);
