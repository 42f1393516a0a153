namespace Tessera.Client.Tokens;

/// <summary>A payment token on a device. The answer to a move holds id and state.</summary>
public sealed record Token
{
    public required string Id { get; init; }

    public TokenState State { get; init; }

    /// <summary>Last four digits of the token number.</summary>
    public string? LastFour { get; init; }

    /// <summary><c>YYYY-MM</c>.</summary>
    public string? Expiry { get; init; }

    public string? Card { get; init; }

    /// <summary>Of the card as it stands: a re-issue changes it.</summary>
    public string? CardLastFour { get; init; }

    public string? Device { get; init; }

    /// <summary>The token requestor's number.</summary>
    public string? TokenRequestor { get; init; }

    public string? Created { get; init; }
}
