using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Tessera.Server.World;

namespace Tessera.Server.Api.Events;

/// <summary>The feed as server-sent events: what is stored first, then what comes. Ends when the server
/// stops.</summary>
public sealed class EventPush(TesseraWorld world, EventReader reader, StopSignal stop)
{
    private const int Chunk = 100;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    public Task RunAsync(HttpContext context)
    {
        string? after = context.Request.Query["starting_after"];
        string? lastEvent = context.Request.Headers["Last-Event-ID"];
        if (!EventReader.TryReadCursor(lastEvent ?? after, out var number))
        {
            return ProblemWriter.WriteAsync(
                context, new Problem(ProblemKinds.QueryInvalid, param: "starting_after"));
        }

        return TypedResults.ServerSentEvents(ReadAsync(number, context.RequestAborted)).ExecuteAsync(context);
    }

    private async IAsyncEnumerable<SseItem<string>> ReadAsync(
        long number, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(aborted, stop.Token);
        using var arrival = new SemaphoreSlim(0, 1);
        using var subscription = world.Shard.Subscribe(_ => Signal(arrival));
        while (!ended.IsCancellationRequested)
        {
            await world.Projections.CaughtUpAsync();
            var events = reader.After(number, Chunk);
            foreach (var item in events)
            {
                EventReader.TryReadCursor(item.Id, out number);
                yield return new SseItem<string>(
                    JsonSerializer.Serialize(item, ServerJson.Default.EventView), item.Type) { EventId = item.Id };
            }

            if (events.Count == 0)
            {
                await WaitAsync(arrival, ended.Token);
            }
        }
    }

    private static async Task WaitAsync(SemaphoreSlim arrival, CancellationToken ended)
    {
        try
        {
            await arrival.WaitAsync(Idle, ended);
        }
        catch (OperationCanceledException)
        {
            // The loop sees it.
        }
    }

    private static void Signal(SemaphoreSlim arrival)
    {
        try
        {
            if (arrival.CurrentCount == 0)
            {
                arrival.Release();
            }
        }
        catch (Exception ended) when (ended is ObjectDisposedException or SemaphoreFullException)
        {
            // The stream ended, or another batch was quicker.
        }
    }
}
