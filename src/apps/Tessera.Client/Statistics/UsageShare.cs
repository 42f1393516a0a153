namespace Tessera.Client.Statistics;

/// <summary>Attempts by payment system, plain cards and refused attempts included.</summary>
public sealed record UsageShare
{
    public IReadOnlyList<UsageRow> Systems { get; init; } = [];
}
