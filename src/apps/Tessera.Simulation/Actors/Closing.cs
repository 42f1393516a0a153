using Tessera.Core;
using Tessera.Core.Settlement;
using Tessera.Primitives;
using Tessera.Simulation.Nodes;
using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Actors;

/// <summary>The end of a business day at a node: windows are closed and settled, the oldest first, and the bank's
/// statement comes.</summary>
internal sealed class Closing(SimWorld world, SimNode node)
{
    private const int MostDays = 60;

    /// <summary>The last day that was closed; none where nobody answered.</summary>
    public async Task<DateOnly?> RunAsync()
    {
        while (await world.CallAsync(node, DaysAsync) is var days && world.Scheduler.Now < SeedRun.Longest * 2)
        {
            if (days is not null)
            {
                await CloseAsync(days);
                return days.Open[^1];
            }
        }

        return null;
    }

    private ValueTask<Days> DaysAsync(NodeLife life)
    {
        var now = Timestamp.FromDateTimeOffset(node.Clock.GetUtcNow());
        return life.World.Shard.QueryAsync(state =>
        {
            var today = (now > state.LastAt ? now : state.LastAt).Date;
            var open = Enumerable.Range(-MostDays, MostDays).Select(today.AddDays)
                .Where(day => state.Settlement.FindOpen(day) is not null);
            var closed = state.Settlement.Closed.Where(window => !window.IsSettled)
                .Select(window => window.BusinessDate);
            return new Days([.. open, today], [.. closed]);
        });
    }

    private async Task CloseAsync(Days days)
    {
        foreach (var day in days.Open)
        {
            await world.RunAsync(node, new SettlementCommand.CloseWindow(day));
        }

        foreach (var day in days.Closed.Concat(days.Open))
        {
            if (await world.RunAsync(node, new SettlementCommand.SettleWindow(day)) is
                { Reply: Reply.WindowSettled settled })
            {
                foreach (var payout in settled.Payouts)
                {
                    await world.RunAsync(node, new SettlementCommand.ConfirmPayout(
                        payout.Id, payout.AmountMinor, Currency.Usd, "statement"));
                }
            }
        }
    }

    private sealed record Days(DateOnly[] Open, DateOnly[] Closed);
}
