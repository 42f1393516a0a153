namespace Tessera.Client.Fees;

/// <summary>What the scheme moves between members at presentment.</summary>
public sealed record FeeTable
{
    /// <summary>A new table needs a higher one than the table in force.</summary>
    public required int Version { get; init; }

    /// <summary>Where no row fits.</summary>
    public required int InterchangeBasisPoints { get; init; }

    public required int SchemeFeeBasisPoints { get; init; }

    /// <summary>The first business date, <c>YYYY-MM-DD</c>; left out, the present one.</summary>
    public string? EffectiveFrom { get; init; }

    public IReadOnlyList<FeeRow>? Rows { get; init; }
}
