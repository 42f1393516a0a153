namespace Tessera.Server.Credentials;

/// <summary>The limited-use key in force; the one before it is worth nothing.</summary>
public sealed record TokenKeyView
{
    public string Object => "token_key";

    public required string Token { get; init; }

    public required int KeyNumber { get; init; }

    public required int UsesLeft { get; init; }

    public required string ExpiresAt { get; init; }
}
