namespace Tessera.Core.Settlement;

[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record SettledBalance(
    [property: Order(0)] ulong MerchantNumber,
    [property: Order(1)] ushort CurrencyNumber,
    [property: Order(2)] long AmountMinor);
