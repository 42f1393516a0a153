namespace Tessera.Core.Cards;

// A number that a card had before it was re-issued. It still names the card for what was authorised under it.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record FormerPan(
    [property: Order(0)] PanReference Pan,
    [property: Order(1)] CardId Card,
    [property: Order(2)] Timestamp ReplacedAt);
