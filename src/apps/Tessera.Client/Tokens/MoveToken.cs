namespace Tessera.Client.Tokens;

/// <summary>Why a token is suspended, resumed or deleted.</summary>
public sealed record MoveToken
{
    public string? Reason { get; init; }
}
