namespace Tessera.Client.Settlement;

/// <summary>All fees of one business date and currency, as booked and as computed again from the versions of the fee
/// table.</summary>
public sealed record FeeCheck
{
    public required string Currency { get; init; }

    public long Presentments { get; init; }

    /// <summary>Those whose fees came with a network's message.</summary>
    public long Given { get; init; }

    public required FeeSums Booked { get; init; }

    public required FeeSums Recomputed { get; init; }

    public long Differences { get; init; }
}
