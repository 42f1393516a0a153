namespace Tessera.Server.Api.Tokens;

public sealed record MoveTokenBody
{
    public string? Reason { get; init; }
}
