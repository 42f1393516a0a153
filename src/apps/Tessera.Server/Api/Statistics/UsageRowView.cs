namespace Tessera.Server.Api.Statistics;

/// <summary>The share is in basis points of all attempts, rounded down.</summary>
public sealed record UsageRowView
{
    public required string System { get; init; }

    public required long Attempts { get; init; }

    public required long Approved { get; init; }

    public required long Declined { get; init; }

    /// <summary>Refused at the till.</summary>
    public required long Refused { get; init; }

    public required long ShareBasisPoints { get; init; }
}
