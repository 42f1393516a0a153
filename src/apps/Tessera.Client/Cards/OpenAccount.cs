namespace Tessera.Client.Cards;

/// <summary>Opens a funding account of the calling issuer.</summary>
public sealed record OpenAccount
{
    public required AccountKind Kind { get; init; }

    public required string Currency { get; init; }

    /// <summary>Minor units; left out or zero for a prepaid account.</summary>
    public long? CreditLimit { get; init; }

    /// <summary>First day of the relation, <c>YYYY-MM-DD</c>; today when left out.</summary>
    public string? CustomerSince { get; init; }

    /// <summary>The issuing participant; may be left out when the key belongs to the issuer.</summary>
    public string? Issuer { get; init; }
}
