namespace Tessera.Client.Directory;

/// <summary>What the scheme moves between members at presentment.</summary>
public sealed record FeeTable
{
    /// <summary>A new table needs a higher one than the table in force.</summary>
    public required int Version { get; init; }

    public required int InterchangeBasisPoints { get; init; }

    public required int SchemeFeeBasisPoints { get; init; }
}
