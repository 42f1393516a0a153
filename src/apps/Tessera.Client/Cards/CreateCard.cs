namespace Tessera.Client.Cards;

/// <summary>Registers a funding card of the calling issuer.</summary>
public sealed record CreateCard
{
    /// <summary>The funding PAN, digits only.</summary>
    public required string Pan { get; init; }

    /// <summary><c>YYYY-MM</c>.</summary>
    public required string Expiry { get; init; }

    /// <summary>Credit limit in minor units of <see cref="Currency"/>.</summary>
    public required long CreditLimit { get; init; }

    public required string Currency { get; init; }

    /// <summary>The issuing participant; may be left out when the key belongs to the issuer.</summary>
    public string? Issuer { get; init; }

    public CardHolder? Holder { get; init; }

    /// <summary>Hides the card number.</summary>
    public override string ToString() => $"{nameof(CreateCard)} {{ Currency = {Currency} }}";
}
