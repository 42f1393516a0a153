namespace Tessera.Server.Api.Tokens;

public sealed record RegisterDeviceBody
{
    public required string Name { get; init; }

    public required string PublicKey { get; init; }

    public string? TokenRequestor { get; init; }
}
