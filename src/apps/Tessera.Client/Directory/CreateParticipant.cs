namespace Tessera.Client.Directory;

/// <summary>Registers a legal entity.</summary>
public sealed record CreateParticipant(ParticipantKind Kind, string Name);
