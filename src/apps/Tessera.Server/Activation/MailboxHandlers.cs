using Tessera.Core.Activation;
using Tessera.Server.World;

namespace Tessera.Server.Activation;

/// <summary>What a holder's phone would have received. Without the demo's messenger the route finds nothing.</summary>
public sealed class MailboxHandlers(TesseraWorld world, IOneTimeCodeSender sender)
{
    public async ValueTask<Answer<Page<MailboxMessageView>>> ListAsync(PageCall call, CancellationToken cancel)
    {
        if (sender is not DemoMailbox mailbox)
        {
            return ProblemKinds.NotFound;
        }

        var text = call.Filters.GetValueOrDefault("provisioning", "");
        if (!ProvisioningId.TryParse(text, out var id)
            || await world.Shard.QueryAsync(state => state.Activation.Find(id)) is not { } provisioning
            || !new Scope(call.Caller, world.Directory.Current).SeesRequestor(provisioning.Requestor))
        {
            return RefusalProblems.Of(ActivationRefusal.ProvisioningUnknown);
        }

        var messages = mailbox.For(id).TakeLast(call.Limit).Select(message => new MailboxMessageView
        {
            Provisioning = text,
            Method = message.Method,
            Code = message.Code,
        });
        return new Page<MailboxMessageView>([.. messages], false);
    }
}
