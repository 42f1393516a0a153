namespace Tessera.Server.Api.Disputes;

/// <summary>issuer or acquirer.</summary>
public sealed record RuleBody
{
    public required string Winner { get; init; }
}
