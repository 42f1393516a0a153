using Tessera.Core;
using Tessera.Core.Cards;
using Tessera.Primitives;
using Tessera.Simulation.Clock;
using Tessera.Simulation.Nodes;
using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Actors;

/// <summary>Several callers of one account: each pays in or asks for the balance, again and again. What they were told
/// must fit one order of all calls.</summary>
internal sealed class Registering(SimWorld world, int caller)
{
    private readonly SimRandom random = world.Random.Fork();

    public async Task RunAsync()
    {
        for (var call = 0; call < 4; call++)
        {
            await world.DelayAsync(random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(4)));
            var called = world.Scheduler.Now.Ticks;
            if (random.Chance(500))
            {
                // Each amount is another power of two, so that a balance tells which deposits it holds.
                var amount = 1L << ((caller * 4) + call);
                var outcome = await world.RunAsync(
                    world.Network, new CardCommand.Deposit(SimIds.Register, amount, Currency.Usd));
                Add(true, amount, called, outcome is not null);
            }
            else if (await AskAsync() is { } balance)
            {
                Add(false, balance.Minor, called, isAnswered: true);
            }
        }
    }

    private void Add(bool isDeposit, long amount, long called, bool isAnswered) => world.Record.Add(new RegisterCall(
        isDeposit, amount, called, isAnswered ? world.Scheduler.Now.Ticks : long.MaxValue));

    private async Task<Balance?> AskAsync() => await world.CallAsync(
        world.Network,
        life => life.World.Shard.QueryAsync(state => new Balance(
            state.Ledger.AvailableMinor(state.Cards.FindAccount(SimIds.Register)!.LedgerAccount))));

    private sealed record Balance(long Minor);
}
