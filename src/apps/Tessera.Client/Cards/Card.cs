namespace Tessera.Client.Cards;

/// <summary>A funding card as its issuer registered it; the number itself is never returned.</summary>
public sealed record Card
{
    public required string Id { get; init; }

    public string? Account { get; init; }

    public string? LastFour { get; init; }

    /// <summary>Last month of validity, <c>YYYY-MM</c>.</summary>
    public string? Expiry { get; init; }

    public CardState State { get; init; }

    /// <summary>29 characters; links the card with its tokens without paying.</summary>
    public string? PaymentAccountReference { get; init; }
}
