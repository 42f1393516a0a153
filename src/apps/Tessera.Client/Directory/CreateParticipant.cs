namespace Tessera.Client.Directory;

/// <summary>Registers a legal entity with a book of its own.</summary>
public sealed record CreateParticipant
{
    public required string Name { get; init; }

    public required IReadOnlyList<ParticipantRole> Roles { get; init; }

    /// <summary>Number of its book, 1 to 65535.</summary>
    public required int Book { get; init; }

    /// <summary>What DE32 or DE33 of its messages says, up to 11 digits.</summary>
    public required string Code { get; init; }

    /// <summary>ISO 3166-1 numeric.</summary>
    public required int Country { get; init; }

    /// <summary>It keeps its own books in a system of its own, which is reached by messages.</summary>
    public bool Outside { get; init; }
}
