namespace Tessera.Core.Directory;

// A wallet that may ask for tokens. Number has 11 digits. WalletBook 0: the wallet takes no fee.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record TokenRequestor(
    [property: Order(0)] ulong Number,
    [property: Order(1)] string Name,
    [property: Order(2)] string PaymentSystem,
    [property: Order(3)] ushort WalletBook,
    [property: Order(4)] int WalletFeeBasisPoints)
{
    // Cloud profile: how many cryptograms one key may make, and for how long. Zero uses: keys in a secure element.
    [Order(5)]
    public int KeyUses { get; init; }

    [Order(6)]
    public int KeyLifeHours { get; init; }

    [MemoryPackIgnore]
    public bool IsCloud => KeyUses > 0;
}
