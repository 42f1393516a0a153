using Tessera.Core.Directory;

namespace Tessera.Server.Api.Keys;

public sealed record CreateApiKeyBody
{
    public required string Name { get; init; }

    public required WireName<ApiKeyRole> Role { get; init; }

    public string? Owner { get; init; }
}
