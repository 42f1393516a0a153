using Tessera.Core;
using Tessera.Core.Payments;
using Tessera.Primitives;
using Tessera.Simulation.Clock;
using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Actors;

/// <summary>People who pay at one till, and the shop that captures, voids and gives back.</summary>
internal sealed class Shopping(SimWorld world, SimTill till, IReadOnlyList<SimPhone> phones)
{
    private readonly SimRandom random = world.Random.Fork();
    private readonly List<MadeSale> made = [];
    private int acts;

    /// <summary>Sold elsewhere than at the till: in an app.</summary>
    public void Add(MadeSale sale) => made.Add(sale);

    public async Task RunAsync()
    {
        for (var sale = 0; sale < world.Plan.Sales; sale++)
        {
            await world.DelayAsync(random.Between(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(9)));
            var trick = random.Below(12) switch
            {
                0 => TapTrick.Replay,
                1 => TapTrick.Forge,
                _ => TapTrick.None,
            };
            if (await till.SellAsync(random.Pick(phones), random.Between(100, 7_000), trick) is { } one)
            {
                made.Add(one);
            }

            if (made.Count > 0 && random.Chance(700))
            {
                await ActAsync(random.Pick(made));
            }
        }

        while (!await till.ReverseAllAsync(3) && world.Scheduler.Now < SeedRun.Longest)
        {
            await world.DelayAsync(random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(9)));
        }

        foreach (var sale in made.Where(sale => !sale.IsClosed && random.Chance(800)).ToArray())
        {
            await ActAsync(sale);
        }
    }

    private Task ActAsync(MadeSale sale) => sale.Place.IsFar
        ? new FarActs(world, random, sale).RunAsync()
        : ActAtHomeAsync(sale);

    private async Task ActAtHomeAsync(MadeSale sale)
    {
        var merchant = sale.Place.Merchant;
        var part = random.Between(1, (int)sale.AmountMinor);
        PaymentCommand command = random.Below(10) switch
        {
            <= 2 => new PaymentCommand.Capture(sale.Payment, merchant, NextCapture(), sale.AmountMinor, true),
            <= 4 => new PaymentCommand.Capture(sale.Payment, merchant, NextCapture(), part, random.Chance(300)),
            5 => new PaymentCommand.Void(sale.Payment, merchant),
            _ => new PaymentCommand.Refund(
                sale.Payment, merchant, SimNames.Of<IdKinds.Refund>(till.Place.Code, ++acts), part),
        };
        if (await world.RunAsync(world.Network, command) is { Reply: Reply.PaymentChanged changed })
        {
            sale.CapturedMinor = changed.CapturedMinor - changed.RefundedMinor;
        }
    }

    private CaptureId NextCapture() => SimNames.Of<IdKinds.Capture>(till.Place.Code, ++acts);
}
