namespace Tessera.Client.Tokens;

/// <summary>A payment token on a device.</summary>
public sealed record Token
{
    public required string Id { get; init; }

    public TokenState State { get; init; }

    /// <summary>Last four digits of the token number.</summary>
    public string? LastFour { get; init; }

    /// <summary><c>YYYY-MM</c>.</summary>
    public string? Expiry { get; init; }

    public string? Card { get; init; }

    /// <summary>Last four digits of the funding card, for the holder's eye.</summary>
    public string? CardLastFour { get; init; }

    public string? Device { get; init; }

    public string? TokenRequestor { get; init; }

    /// <summary>29 characters; links a card's tokens without paying.</summary>
    public string? PaymentAccountReference { get; init; }

    public string? Created { get; init; }
}
