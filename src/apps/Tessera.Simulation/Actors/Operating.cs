using Tessera.Core;
using Tessera.Core.Cards;
using Tessera.Core.Disputes;
using Tessera.Core.Ledger;
using Tessera.Core.Payments;
using Tessera.Core.Tokens;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Simulation.Clock;
using Tessera.Simulation.Nodes;
using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Actors;

/// <summary>Issuers' desks and cardholders: tokens are suspended, freed and deleted, cards re-issued, payments
/// disputed.</summary>
internal sealed class Operating(SimWorld world, IReadOnlyList<SimPhone> phones)
{
    private readonly SimRandom random = world.Random.Fork();
    private int number;

    public async Task RunAsync()
    {
        var spare = SimIds.HomeHolders;
        for (var act = 0; act < world.Plan.Sales; act++)
        {
            await world.DelayAsync(random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)));
            switch (random.Below(9))
            {
                case <= 4:
                    await SuspendForAWhileAsync(random.Pick(phones).Keys.Token);
                    break;
                case 5 when random.Chance(300):
                    await world.RunAsync(world.Network, new TokenCommand.Delete(
                        random.Pick(phones).Keys.Token, TokenActor.Holder, "simulated"));
                    break;
                case 6 when spare < SimIds.HomeHolders + SimIds.SparePans:
                    await ReissueAsync(SimIds.Card(SimIds.HomeCardPrefix, ++spare));
                    break;
                case 7:
                    await new Closing(world, random.Pick(world.Nodes)).RunAsync();
                    break;
                default:
                    await DisputeAsync();
                    break;
            }
        }
    }

    private async Task SuspendForAWhileAsync(TokenId token)
    {
        var actor = random.Chance(500) ? TokenActor.Holder : TokenActor.Issuer;
        await world.RunAsync(world.Network, new TokenCommand.Suspend(token, actor, "simulated"));
        await world.DelayAsync(random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6)));
        await world.RunAsync(world.Network, new TokenCommand.Resume(token, actor, "simulated"));
    }

    private async Task ReissueAsync(Pan fresh)
    {
        var holder = random.Pick(world.Kit.Template.Holders.Where(each => !each.IsAtBank).ToArray());
        await world.RunAsync(world.Network, new CardCommand.Reissue(
            holder.Card, SimVault.RowOf(world.Kit.NetworkVault, fresh), fresh.LastFour, 3212, 2,
            WorldTemplate.By));
    }

    /// <summary>Of payments whose issuer keeps its books here: elsewhere each side books the steps at home.</summary>
    private async Task DisputeAsync()
    {
        var found = await world.CallAsync(world.Network, life => life.World.Shard.QueryAsync(state =>
            new Found([.. state.Payments.All().Where(payment =>
                payment.DisputableMinor > 0 && payment.Facts.IssuerBook == DemoIds.IssuerBook)])));
        if (found is not { Payments.Length: > 0 })
        {
            return;
        }

        var payment = random.Pick(found.Payments);
        var id = SimNames.Of<IdKinds.Chargeback>("dispute", ++number);
        var opened = await world.RunAsync(world.Network, new ChargebackCommand.Open(
            id, payment.Id, new BookId(DemoIds.IssuerBook), random.Between(1, (int)payment.DisputableMinor),
            ChargebackReason.NotReceived, WorldTemplate.By));
        if (opened is not { Reply: not null })
        {
            return;
        }

        foreach (var step in Steps(id))
        {
            await world.DelayAsync(random.Between(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2)));
            await world.RunAsync(world.Network, step);
        }
    }

    private ChargebackCommand[] Steps(ChargebackId id) => random.Below(4) switch
    {
        0 => [],
        1 => [new ChargebackCommand.Accept(id, WorldTemplate.By)],
        2 => [new ChargebackCommand.Represent(id, "slip", WorldTemplate.By)],
        _ =>
        [
            new ChargebackCommand.Represent(id, "slip", WorldTemplate.By),
            new ChargebackCommand.PreArbitrate(id, WorldTemplate.By),
            new ChargebackCommand.Rule(id, random.Chance(500), WorldTemplate.By, 500),
        ],
    };

    private sealed record Found(Payment[] Payments);
}
