namespace Tessera.Client.Directory;

/// <summary>A legal entity with its own book.</summary>
public sealed record Participant
{
    public required string Id { get; init; }

    public ParticipantKind Kind { get; init; }

    public string? Name { get; init; }

    public string? Created { get; init; }
}
