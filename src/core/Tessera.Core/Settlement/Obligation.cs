namespace Tessera.Core.Settlement;

// What one book came to owe another in a window. The network stands between all members.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record Obligation(
    [property: Order(0)] ushort DebtorBook,
    [property: Order(1)] ushort CreditorBook,
    [property: Order(2)] ushort CurrencyNumber,
    [property: Order(3)] long AmountMinor);
