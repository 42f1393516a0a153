namespace Tessera.Server.Api.Statistics;

/// <summary>The share is in basis points of all approved payments, rounded down.</summary>
public sealed record UsageRowView
{
    public required string System { get; init; }

    public required long Attempts { get; init; }

    public required long Approved { get; init; }

    public required long Declined { get; init; }

    /// <summary>Refused at the till.</summary>
    public required long Refused { get; init; }

    public required long ShareBasisPoints { get; init; }

    /// <summary>The same by value, for each currency.</summary>
    public required IReadOnlyList<UsageValueView> Values { get; init; }
}
