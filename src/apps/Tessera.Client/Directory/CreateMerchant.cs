namespace Tessera.Client.Directory;

/// <summary>Registers a shop of an acquirer.</summary>
public sealed record CreateMerchant
{
    public required string Name { get; init; }

    public required string CategoryCode { get; init; }

    public required string Currency { get; init; }

    /// <summary>ISO 3166-1 numeric.</summary>
    public required int Country { get; init; }

    /// <summary>May be left out when the key belongs to the acquirer.</summary>
    public string? Acquirer { get; init; }

    public int? FeeBasisPoints { get; init; }

    /// <summary>Fixed part of the fee per payment, minor units.</summary>
    public long? FeeFixed { get; init; }
}
