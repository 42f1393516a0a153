namespace Tessera.Core.Settlement;

// How much a participant may come to owe through the network before settlement. At the alarm, in basis points of the
// cap, an operator should look; at the cap new approvals stop, while obligations still post.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record NetDebitCap(
    [property: Order(0)] ushort Book,
    [property: Order(1)] ushort CurrencyNumber,
    [property: Order(2)] long CapMinor,
    [property: Order(3)] int AlarmBasisPoints);
