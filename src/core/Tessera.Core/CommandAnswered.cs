namespace Tessera.Core;

// The stored answer: a repeat of the command id gets these bytes again.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record CommandAnswered(
    [property: Order(1)] UInt128 CommandId,
    [property: Order(2)] UInt128 BodyHash,
    [property: Order(3)] byte[] Reply) : CoreEvent;
