using System.Diagnostics;
using Microsoft.AspNetCore.Routing;

namespace Tessera.Server.Http;

/// <summary>One line per request: route pattern, never the raw path, query or body.</summary>
internal sealed class RequestLog(RequestDelegate next, ILogger<RequestLog> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        await next(context);
        if (log.IsEnabled(LogLevel.Information))
        {
            var pattern = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "unmatched";
            log.LogInformation(
                "{Method} {Route} {Status} {Milliseconds} {RequestId}",
                KnownMethod(context.Request.Method), pattern, context.Response.StatusCode,
                (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds, RequestId.Of(context));
        }
    }

    private static string KnownMethod(string method)
        => method is "GET" or "HEAD" or "POST" or "PUT" or "DELETE" or "PATCH" or "OPTIONS" ? method : "other";
}
