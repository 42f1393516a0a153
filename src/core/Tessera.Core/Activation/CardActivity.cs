namespace Tessera.Core.Activation;

// When a card was last tried on any device; kept for 72 hours, so that new devices bring no new attempts.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record CardActivity([property: Order(0)] CardId Card, [property: Order(1)] Timestamp[] Tries);
