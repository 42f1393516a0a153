namespace Tessera.Core.Directory;

// A legal entity with one book. Code is what DE32/33 of its messages must say (up to 11 digits). An outside participant
// keeps its own books elsewhere: nothing is posted to its book here.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record Participant(
    [property: Order(0)] ParticipantId Id,
    [property: Order(1)] ushort Book,
    [property: Order(2)] string Code,
    [property: Order(3)] string Name,
    [property: Order(4)] ParticipantRoles Roles,
    [property: Order(5)] ushort Country,
    [property: Order(6)] bool IsOutside = false);
