namespace Tessera.Client.Directory;

/// <summary>A shop.</summary>
public sealed record Merchant
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? Acquirer { get; init; }

    /// <summary>Merchant category code (ISO 18245), four digits.</summary>
    public string? CategoryCode { get; init; }

    public string? Currency { get; init; }

    /// <summary>What the shop pays per payment, in basis points.</summary>
    public int FeeBasisPoints { get; init; }

    /// <summary>Fixed part of the fee per payment, minor units.</summary>
    public long FeeFixed { get; init; }

    /// <summary>Payment systems that the shop does not take.</summary>
    public IReadOnlyList<string> RefusedSystems { get; init; } = [];

    /// <summary>blended or interchange_plus.</summary>
    public string? FeePlan { get; init; }

    public int ReserveBasisPoints { get; init; }

    public int ReserveDays { get; init; }
}
