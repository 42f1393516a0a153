namespace Tessera.Core.Settlement;

// Customers' money that was spent (or, below zero, refunded) in a window and moves between the safeguarding and the
// settlement bank when the window settles.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record SafeguardingRelease(
    [property: Order(0)] ushort Book,
    [property: Order(1)] ushort CurrencyNumber,
    [property: Order(2)] long AmountMinor);
