using Tessera.Core.Directory;

namespace Tessera.Server.Http;

/// <summary>Who may use one route. A public row needs no key.</summary>
public sealed record RouteRow(string Method, string Pattern, bool IsPublic, IReadOnlyList<ApiKeyRole> Roles)
{
    public bool Allows(ApiKeyRole role) => Roles.Contains(role);
}
