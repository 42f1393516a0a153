using Microsoft.AspNetCore.Routing;

namespace Tessera.Server.Http;

/// <summary>
/// Default-deny: finds the route's row and the caller, or refuses. Runs after routing, before endpoints.
/// </summary>
internal sealed class Gate(RequestDelegate next, ApiKeyRing keys, StopSignal stop)
{
    private const string CallerItem = "Caller";

    /// <summary>Null on the public pages only.</summary>
    public static Caller CallerOf(HttpContext context) => (Caller)context.Items[CallerItem]!;

    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint() as RouteEndpoint;
        if (endpoint is null)
        {
            return ProblemWriter.WriteAsync(context, Refusal(context.GetEndpoint()?.DisplayName ?? ""));
        }

        var row = RouteTable.Find(context.Request.Method, endpoint.RoutePattern.RawText);
        if (row is { IsPublic: true })
        {
            return next(context);
        }

        if (!keys.TryFind(context.Request.Headers.Authorization, out var caller))
        {
            return ProblemWriter.WriteAsync(context, ProblemKinds.Unauthenticated);
        }

        if (row is null || !row.Allows(caller.Role))
        {
            return ProblemWriter.WriteAsync(context, ProblemKinds.Forbidden);
        }

        if (stop.IsStopping)
        {
            return ProblemWriter.WriteAsync(context, ProblemKinds.Stopping);
        }

        context.Items[CallerItem] = caller;
        return next(context);
    }

    // Routing refuses by endpoints of its own, which are known by their names only.
    private static ProblemKind Refusal(string framework)
        => framework.Contains("405", StringComparison.Ordinal) ? ProblemKinds.MethodNotAllowed
            : framework.Contains("415", StringComparison.Ordinal) ? ProblemKinds.UnsupportedMediaType
            : ProblemKinds.NotFound;
}
