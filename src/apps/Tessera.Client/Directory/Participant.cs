namespace Tessera.Client.Directory;

/// <summary>A legal entity with its own book.</summary>
public sealed record Participant
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<ParticipantRole> Roles { get; init; } = [];

    public int Book { get; init; }

    public string? Code { get; init; }

    /// <summary>It keeps its own books elsewhere.</summary>
    public bool Outside { get; init; }
}
