using Tessera.Server.Http;

namespace Tessera.Server.Api;

/// <summary>The REST door, <c>/v1</c>.</summary>
internal static class ApiModule
{
    public static void Register(IServiceCollection services)
    {
        services.AddSingleton<ApiKeyRing>();
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        _ = routes;
    }
}
