namespace Tessera.Server.Http;

/// <summary>Who may use one route. A public row needs no key.</summary>
public sealed record RouteRow(string Method, string Pattern, bool IsPublic, IReadOnlyList<Role> Roles)
{
    public bool Allows(Role role) => Roles.Contains(role);
}
