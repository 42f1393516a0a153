using Tessera.Core;
using Tessera.Core.Controls;
using Tessera.Server.Api.Register;
using Tessera.Server.World;

namespace Tessera.Server.Api.Controls;

/// <summary>Payments that wait for their cardholders' word, which the issuer's app brings.</summary>
public sealed class StepUpHandlers(TesseraWorld world)
{
    public async ValueTask<Answer<StepUpView>> GetAsync(GetCall call, CancellationToken cancel)
        => await FindAsync(call.Caller, call.Id) is { } stepUp
            ? StepUpView.Of(stepUp, world.Directory.Current)
            : RefusalProblems.Of(ControlsRefusal.StepUpUnknown);

    public async ValueTask<Answer<Page<StepUpView>>> ListAsync(PageCall call, CancellationToken cancel)
    {
        var directory = world.Directory.Current;
        var scope = new Scope(call.Caller, directory);
        var all = await world.Shard.QueryAsync(state => state.Controls.AllStepUps().ToList());
        return DirectoryPage.Of(
            call, all.Where(stepUp => scope.SeesIssuer(stepUp.IssuerBook)),
            stepUp => StepUpView.Of(stepUp, directory), stepUp => stepUp.Id.ToString());
    }

    public ValueTask<Answer<StepUpView>> ConfirmAsync(PostCall<NoBody> call, CancellationToken cancel)
        => AnswerAsync(call, StepUpState.Confirmed);

    public ValueTask<Answer<StepUpView>> RefuseAsync(PostCall<NoBody> call, CancellationToken cancel)
        => AnswerAsync(call, StepUpState.Refused);

    private async ValueTask<Answer<StepUpView>> AnswerAsync(PostCall<NoBody> call, StepUpState state)
        => await FindAsync(call.Caller, call.Id) is { } stepUp
            ? await world.Commands.RunAsync<Reply.Done, StepUpView>(
                new ControlsCommand.AnswerStepUp(stepUp.Id, state == StepUpState.Confirmed, call.Caller.By), call.Key,
                _ => new StepUpView { Id = stepUp.Id.ToString(), State = WireText.Of(state) })
            : RefusalProblems.Of(ControlsRefusal.StepUpUnknown);

    private async ValueTask<StepUp?> FindAsync(Caller caller, string text)
        => PaymentId.TryParse(text, out var id)
            && await world.Shard.QueryAsync(state => state.Controls.FindStepUp(id)) is { } stepUp
            && new Scope(caller, world.Directory.Current).SeesIssuer(stepUp.IssuerBook) ? stepUp : null;
}
