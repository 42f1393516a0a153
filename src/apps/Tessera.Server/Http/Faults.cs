using Tessera.Journal;

namespace Tessera.Server.Http;

/// <summary>Turns what escapes a handler into a problem. A broken invariant is logged by its fixed sentence; no other
/// message of an exception is shown or logged, for it might hold what a caller sent.</summary>
internal sealed class Faults(RequestDelegate next, ILogger<Faults> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { StatusCode: 404, HasStarted: false, ContentType: null })
            {
                await WriteAsync(context, ProblemKinds.NotFound);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller left; there is nobody to answer.
        }
        catch (BadHttpRequestException bad)
        {
            // The rest of the body is not read, so the connection cannot serve another request.
            context.Response.Headers.Connection = "close";
            await WriteAsync(context, bad.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? ProblemKinds.BodyTooLarge : ProblemKinds.JsonMalformed);
        }
        catch (JournalException refused) when (refused.Fault is JournalFault.Busy or JournalFault.Reloading)
        {
            await WriteAsync(context, ProblemKinds.Busy);
        }
        catch (Exception fault)
        {
            log.LogError(
                "request {RequestId} failed: {Fault} at {Place}",
                RequestId.Of(context), fault.GetType().Name, Place(fault));
            await WriteAsync(context, ProblemKinds.Internal);
        }
    }

    private static string Place(Exception fault)
        => fault is Tessera.Primitives.InvariantException
            ? fault.Message + fault.StackTrace
            : fault.StackTrace ?? "";

    private static Task WriteAsync(HttpContext context, ProblemKind kind)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        return ProblemWriter.WriteAsync(context, kind);
    }
}
