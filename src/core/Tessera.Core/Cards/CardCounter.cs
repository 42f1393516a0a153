using Tessera.Core.Tokens;

namespace Tessera.Core.Cards;

// What a plain card's own chip has used up, and how often in a row its cryptogram was wrong.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record CardCounter(
    [property: Order(0)] CardId Card,
    [property: Order(1)] ushort Highest,
    [property: Order(2)] ulong Bits,
    [property: Order(3)] bool IsStarted,
    [property: Order(4)] byte BadCryptograms)
{
    [MemoryPackIgnore]
    public CounterWindow Counter => new(Highest, Bits, IsStarted);

    public static CardCounter Of(CardId card, CounterWindow counter) =>
        new(card, counter.Highest, counter.Bits, counter.IsStarted, 0);
}
