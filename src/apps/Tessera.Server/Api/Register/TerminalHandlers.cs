using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Server.World;

namespace Tessera.Server.Api.Register;

/// <summary>Tills.</summary>
public sealed class TerminalHandlers(TesseraWorld world)
{
    public async ValueTask<Answer<TerminalView>> CreateAsync(
        PostCall<CreateTerminalBody> call, CancellationToken cancel)
    {
        var directory = world.Directory.Current;
        var merchant = MerchantId.TryParse(call.Body.Merchant, out var id) ? directory.FindMerchant(id) : null;
        if (!new Scope(call.Caller, directory).SeesMerchant(merchant))
        {
            return RefusalProblems.Of(DirectoryRefusal.MerchantUnknown);
        }

        var terminal = new PaymentTerminal(
            DerivedId.Of<IdKinds.Terminal>(call.Key.Id), merchant!.Id, call.Body.TerminalNumber);
        var answer = await world.Commands.RunAsync<Reply.Done, TerminalView>(
            new DirectoryCommand.RegisterTerminal(terminal, call.Caller.By), call.Key,
            _ => TerminalView.Of(terminal));
        await world.Directory.RefreshAsync();
        return answer;
    }

    public ValueTask<Answer<TerminalView>> GetAsync(GetCall call, CancellationToken cancel)
    {
        var directory = world.Directory.Current;
        var terminal = TerminalId.TryParse(call.Id, out var id)
            ? directory.Terminals.GetValueOrDefault(id.Value) : null;
        return new(terminal is not null
            && new Scope(call.Caller, directory).SeesMerchant(directory.FindMerchant(terminal.Merchant))
                ? TerminalView.Of(terminal)
                : RefusalProblems.Of(DirectoryRefusal.TerminalUnknown));
    }

    public ValueTask<Answer<Page<TerminalView>>> ListAsync(PageCall call, CancellationToken cancel)
    {
        var directory = world.Directory.Current;
        var scope = new Scope(call.Caller, directory);
        return new(DirectoryPage.Of(
            call, directory.Terminals.Values.Where(t => scope.SeesMerchant(directory.FindMerchant(t.Merchant))),
            TerminalView.Of, terminal => terminal.Id.ToString()));
    }
}
