namespace Tessera.Client.Tokens;

/// <summary>The limited-use key in force.</summary>
public sealed record TokenKey
{
    public required string Token { get; init; }

    public required int KeyNumber { get; init; }

    public required int UsesLeft { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
