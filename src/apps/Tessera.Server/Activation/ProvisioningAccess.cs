using Tessera.Core.Activation;
using Tessera.Core.Cards;
using Tessera.Server.World;

namespace Tessera.Server.Activation;

/// <summary>Finds provisionings that a caller may see.</summary>
public sealed class ProvisioningAccess(TesseraWorld world)
{
    public async ValueTask<Provisioning?> FindAsync(Caller caller, string text)
    {
        if (!ProvisioningId.TryParse(text, out var id)
            || await world.Shard.QueryAsync(state => state.Activation.Find(id)) is not { } provisioning)
        {
            return null;
        }

        var scope = new Scope(caller, world.Directory.Current);
        return scope.SeesToken(provisioning.Requestor, provisioning.IssuerBook) ? provisioning : null;
    }

    public ValueTask<Card> CardAsync(Provisioning provisioning)
        => world.Shard.QueryAsync(state => state.Cards.FindCard(provisioning.Card)!);
}
