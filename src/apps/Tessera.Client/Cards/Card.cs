namespace Tessera.Client.Cards;

/// <summary>A funding card as its issuer registered it; the number itself is never returned.</summary>
public sealed record Card
{
    public required string Id { get; init; }

    public string? Account { get; init; }

    public string? Issuer { get; init; }

    public string? LastFour { get; init; }

    /// <summary>Last month of validity, <c>YYYY-MM</c>.</summary>
    public string? Expiry { get; init; }

    public CardState State { get; init; }

    public string? Currency { get; init; }

    /// <summary>Minor units.</summary>
    public long CreditLimit { get; init; }

    public string? Created { get; init; }
}
