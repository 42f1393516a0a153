namespace Tessera.Client.Statistics;

/// <summary>One payment system's attempts; the share is in basis points of all attempts.</summary>
public sealed record UsageRow
{
    public required string System { get; init; }

    public long Attempts { get; init; }

    public long Approved { get; init; }

    public long Declined { get; init; }

    /// <summary>Refused at the till.</summary>
    public long Refused { get; init; }

    public long ShareBasisPoints { get; init; }

    /// <summary>The same by value, for each currency.</summary>
    public IReadOnlyList<UsageValue> Values { get; init; } = [];
}
