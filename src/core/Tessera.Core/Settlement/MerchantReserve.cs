namespace Tessera.Core.Settlement;

// Held back of one window's captures until a business date.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record MerchantReserve(
    [property: Order(0)] MerchantId Merchant,
    [property: Order(1)] ulong MerchantNumber,
    [property: Order(2)] ushort AcquirerBook,
    [property: Order(3)] ushort CurrencyNumber,
    [property: Order(4)] long AmountMinor,
    [property: Order(5)] DateOnly ReleaseOn);
