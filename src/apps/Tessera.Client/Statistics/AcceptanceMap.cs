namespace Tessera.Client.Statistics;

/// <summary>Merchants by payment systems.</summary>
public sealed record AcceptanceMap
{
    public IReadOnlyList<AcceptanceRow> Rows { get; init; } = [];
}
