namespace Tessera.Server.Api.Settlement;

/// <summary>Where a participant stands towards the network, unsettled, read from the books; minor units.</summary>
public sealed record PositionView
{
    public required string Participant { get; init; }

    public required string Network { get; init; }

    public required string Currency { get; init; }

    public required long Owes { get; init; }

    public required long Owed { get; init; }

    /// <summary><c>owed - owes</c>; above zero the participant receives.</summary>
    public required long Net { get; init; }

    /// <summary>Approved and not yet presented.</summary>
    public required long Held { get; init; }

    public long? Cap { get; init; }

    /// <summary>What counts against the cap, in basis points of it.</summary>
    public long? UsedBasisPoints { get; init; }

    /// <summary>The alarm threshold is reached.</summary>
    public required bool Alarm { get; init; }
}
