namespace Tessera.Client.Directory;

/// <summary>All that may change of a range; its numbers, issuer and keys stay.</summary>
public sealed record ChangeAccountRange
{
    public required string PaymentSystem { get; init; }

    /// <summary>Hex.</summary>
    public required string ApplicationPrefix { get; init; }

    /// <summary>credit, debit or prepaid.</summary>
    public string? Product { get; init; }

    public bool MagStripe { get; init; }

    /// <summary>No new payment and no new token; what was paid before is still presented and refunded.</summary>
    public bool Withdrawn { get; init; }
}
