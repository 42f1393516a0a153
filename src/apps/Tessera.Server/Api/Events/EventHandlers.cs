using Tessera.Server.World;

namespace Tessera.Server.Api.Events;

/// <summary>The feed by cursor, oldest first; <c>subject</c> narrows it to one object.</summary>
public sealed class EventHandlers(TesseraWorld world, EventReader reader)
{
    public async ValueTask<Answer<Page<EventView>>> ListAsync(PageCall call, CancellationToken cancel)
    {
        if (!EventReader.TryReadCursor(call.StartingAfter, out var number))
        {
            return new Problem(ProblemKinds.QueryInvalid, param: "starting_after");
        }

        await world.Projections.CaughtUpAsync();
        var events = reader.After(number, call.Limit + 1, call.Filters.GetValueOrDefault("subject", ""));
        return new Page<EventView>([.. events.Take(call.Limit)], events.Count > call.Limit);
    }
}
