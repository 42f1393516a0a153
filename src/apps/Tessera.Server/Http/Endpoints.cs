using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tessera.Server.Http;

/// <summary>Binds handlers to routes: the only place where HTTP and handlers meet.</summary>
internal static class Endpoints
{
    private const int LargestBodyBytes = 64 * 1024;

    public static T Handlers<T>(this IEndpointRouteBuilder routes)
        where T : notnull
        => routes.ServiceProvider.GetRequiredService<T>();

    public static RouteHandlerBuilder Get<TAnswer>(
        this IEndpointRouteBuilder routes, string pattern,
        Func<GetCall, CancellationToken, ValueTask<Answer<TAnswer>>> handler)
        where TAnswer : class
    {
        return Describe<TAnswer>(routes.MapGet(pattern, (Delegate)Run));

        async Task Run(HttpContext context)
        {
            if (PageQuery.TryRead(context.Request.Query, Gate.CallerOf(context), out var query, out var problem))
            {
                var call = new GetCall(query.Caller, PathId(context), query.Filters);
                await WriteAsync(context, await handler(call, context.RequestAborted));
            }
            else
            {
                await ProblemWriter.WriteAsync(context, problem);
            }
        }
    }

    public static RouteHandlerBuilder List<TItem>(
        this IEndpointRouteBuilder routes, string pattern,
        Func<PageCall, CancellationToken, ValueTask<Answer<Page<TItem>>>> handler)
    {
        return Describe<Page<TItem>>(routes.MapGet(pattern, (Delegate)Run));

        async Task Run(HttpContext context)
        {
            if (PageQuery.TryRead(context.Request.Query, Gate.CallerOf(context), out var call, out var problem))
            {
                await WriteAsync(context, await handler(call, context.RequestAborted));
            }
            else
            {
                await ProblemWriter.WriteAsync(context, problem);
            }
        }
    }

    public static RouteHandlerBuilder Post<TBody, TAnswer>(
        this IEndpointRouteBuilder routes, string pattern,
        Func<PostCall<TBody>, CancellationToken, ValueTask<Answer<TAnswer>>> handler)
        where TBody : class
        where TAnswer : class
    {
        var keys = routes.ServiceProvider.GetRequiredService<IdempotencyKeys>();
        var contract = TypeInfo<TBody>();
        return Describe<TAnswer>(routes.MapPost(pattern, (Delegate)Run)).Accepts<TBody>("application/json");

        async Task Run(HttpContext context)
        {
            var header = context.Request.Headers["Idempotency-Key"];
            if (!IsJson(context.Request.ContentType))
            {
                await ProblemWriter.WriteAsync(context, ProblemKinds.UnsupportedMediaType);
            }
            else if (!IdempotencyKeys.TryRead(header, out var key, out var refusal))
            {
                await ProblemWriter.WriteAsync(context, refusal);
            }
            else if (!BodyReader.TryRead((await ReadAsync(context)).Span, contract, out var body, out var problem))
            {
                await ProblemWriter.WriteAsync(context, problem);
            }
            else
            {
                // Not the path as sent: routing overlooks case and a last slash, and a key must not.
                var route = pattern.Replace("{id}", PathId(context), StringComparison.Ordinal);
                await RunOnceAsync(context, keys, new Keyed<TBody>(route, key, body, contract), handler);
            }
        }
    }

    private static async Task RunOnceAsync<TBody, TAnswer>(
        HttpContext context, IdempotencyKeys keys, Keyed<TBody> request,
        Func<PostCall<TBody>, CancellationToken, ValueTask<Answer<TAnswer>>> handler)
        where TBody : class
        where TAnswer : class
    {
        var caller = Gate.CallerOf(context);
        var id = IdempotencyKeys.CommandId(caller.Tenant, request.Route, request.Key);
        if (!keys.TryEnter(id))
        {
            await ProblemWriter.WriteAsync(context, ProblemKinds.IdempotencyKeyInFlight);
            return;
        }

        Answer<TAnswer> answer;
        try
        {
            // Canonical: as the contract writes it, so white space and member order do not make another body.
            var canonical = JsonSerializer.SerializeToUtf8Bytes(request.Body, request.Contract);
            var key = new CommandKey(id, keys.BodyHash(canonical));

            // The caller may leave; the command, once begun, runs to its end.
            answer = await handler(
                new PostCall<TBody>(caller, PathId(context), request.Body, key), CancellationToken.None);
        }
        finally
        {
            keys.Leave(id);
        }

        if (answer.IsRepeat)
        {
            context.Response.Headers["Idempotent-Replayed"] = "true";
        }

        await WriteAsync(context, answer);
    }

    private static Task WriteAsync<TAnswer>(HttpContext context, Answer<TAnswer> answer)
        where TAnswer : class
    {
        if (answer.Problem is { } problem)
        {
            return ProblemWriter.WriteAsync(context, problem);
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer.Body!, TypeInfo<TAnswer>());
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > LargestBodyBytes)
        {
            throw new BadHttpRequestException("the body is too large", StatusCodes.Status413PayloadTooLarge);
        }

        using var buffer = new MemoryStream((int)(context.Request.ContentLength ?? 0));
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static JsonTypeInfo<T> TypeInfo<T>()
        => (JsonTypeInfo<T>)(ServerJson.Default.GetTypeInfo(typeof(T))
            ?? throw new InvalidOperationException($"no JSON contract for {typeof(T).Name}"));

    private static string PathId(HttpContext context) => context.GetRouteValue("id") as string ?? "";

    private static bool IsJson(string? contentType)
        => contentType == "application/json" || contentType is not null
            && contentType.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);

    private static RouteHandlerBuilder Describe<TAnswer>(RouteHandlerBuilder route)
        => route.Produces<TAnswer>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, ProblemWriter.ContentType)
            .Produces<Problem>(StatusCodes.Status401Unauthorized, ProblemWriter.ContentType)
            .Produces<Problem>(StatusCodes.Status403Forbidden, ProblemWriter.ContentType);

    private sealed record Keyed<TBody>(string Route, string Key, TBody Body, JsonTypeInfo<TBody> Contract);
}
