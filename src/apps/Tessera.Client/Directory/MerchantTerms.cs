namespace Tessera.Client.Directory;

/// <summary>What a shop and its acquirer agreed.</summary>
public sealed record MerchantTerms
{
    /// <summary>blended (one rate), or interchange_plus (what the acquirer paid, and the rate on top).</summary>
    public required string FeePlan { get; init; }

    public required int FeeBasisPoints { get; init; }

    /// <summary>For each capture, minor units.</summary>
    public required long FeeFixed { get; init; }

    /// <summary>The part of each capture that is held back.</summary>
    public required int ReserveBasisPoints { get; init; }

    /// <summary>For how many days; 1 to 730, or 0 without a reserve.</summary>
    public required int ReserveDays { get; init; }
}
