namespace Tessera.Server.Http;

/// <summary>Headers of every answer. Pages may load only what this server serves; the vendored API reference writes
/// its own inline code and styles, so it alone may run them.</summary>
internal static class SecurityHeaders
{
    private const string Strict = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private const string Reference =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data: blob:; font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";

    public static Task SetAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            context.Request.Path.StartsWithSegments("/reference", StringComparison.Ordinal) ? Reference : Strict;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        return next(context);
    }
}
