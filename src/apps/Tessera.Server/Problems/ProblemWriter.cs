using System.Globalization;
using System.Text.Json;

namespace Tessera.Server.Problems;

/// <summary>Puts a problem on the wire.</summary>
internal static class ProblemWriter
{
    public const string ContentType = "application/problem+json";

    public static Task WriteAsync(HttpContext context, ProblemKind kind, string? detail = null)
        => WriteAsync(context, new Problem(kind, detail));

    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        var body = problem.RequestId is null ? problem with { RequestId = RequestId.Of(context) } : problem;
        var response = context.Response;
        response.StatusCode = problem.Status;
        if (problem.Status is 429 or 503)
        {
            response.Headers.RetryAfter = problem.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        if (problem.Status == 401)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, ServerJson.Default.Problem);
        response.ContentType = ContentType;
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
