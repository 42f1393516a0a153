namespace Tessera.Core.Directory;

// What the scheme moves between members at presentment. A new version replaces the former from then on.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record FeeTable(
    [property: Order(0)] int Version,
    [property: Order(1)] int InterchangeBasisPoints,
    [property: Order(2)] int SchemeFeeBasisPoints);
