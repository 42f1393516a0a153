namespace Tessera.Client.Directory;

/// <summary>A range of card or token numbers.</summary>
public sealed record AccountRange
{
    /// <summary>Prefix and length.</summary>
    public required string Id { get; init; }

    public string? Prefix { get; init; }

    public int NumberLength { get; init; }

    public RangeKind Kind { get; init; }

    public string? Issuer { get; init; }

    public string? Network { get; init; }

    public string? PaymentSystem { get; init; }

    public string? TokenRequestor { get; init; }

    public string? ApplicationPrefix { get; init; }

    /// <summary>The name of the issuer's keys in the server's security module.</summary>
    public string? KeySet { get; init; }

    /// <summary>credit, debit or prepaid, where it was said.</summary>
    public string? Product { get; init; }

    public bool MagStripe { get; init; }

    public bool Withdrawn { get; init; }
}
