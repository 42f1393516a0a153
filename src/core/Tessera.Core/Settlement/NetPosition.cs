namespace Tessera.Core.Settlement;

// Above zero the book receives, below it pays; per currency all positions sum to zero.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record NetPosition(
    [property: Order(0)] ushort Book,
    [property: Order(1)] ushort CurrencyNumber,
    [property: Order(2)] long AmountMinor);
