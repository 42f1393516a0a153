namespace Tessera.Client.Settlement;

/// <summary>Where a participant stands towards the network, unsettled, read from the books; minor units.</summary>
public sealed record Position
{
    public required string Participant { get; init; }

    public string? Network { get; init; }

    public string? Currency { get; init; }

    public long Owes { get; init; }

    public long Owed { get; init; }

    /// <summary><c>Owed - Owes</c>.</summary>
    public long Net { get; init; }

    /// <summary>Approved and not yet presented.</summary>
    public long Held { get; init; }

    public long? Cap { get; init; }

    public long? UsedBasisPoints { get; init; }

    public bool Alarm { get; init; }
}
