using Tessera.Core.Payments;

namespace Tessera.Core.Controls;

public static class ControlRules
{
    public static Decision Decide(ShardState state, Envelope envelope, ControlsCommand command) => command switch
    {
        ControlsCommand.Set c => Set(state, c),
        ControlsCommand.AnswerStepUp c => AnswerStepUp(state.Controls, envelope.At, c),
        _ => throw new InvariantException("every command of controls has its case"),
    };

    private static Decision Set(ShardState state, ControlsCommand.Set command)
    {
        var (key, controls) = (command.Key, command.Controls);
        var isOwn = key.Owner == ControlOwner.Issuer
            || (key.Target == ControlTarget.Token && !controls.HasStepUp);
        if (!controls.IsWithinRange() || !isOwn)
        {
            return Decision.Rejected(ControlsRefusal.RecordInvalid);
        }

        if (key.Target == ControlTarget.Account && state.Cards.FindAccount(new CardAccountId(key.Id)) is null)
        {
            return Decision.Rejected(ControlsRefusal.AccountUnknown);
        }

        if (key.Target == ControlTarget.Token && !state.Tokens.TryFind(new TokenId(key.Id), out _))
        {
            return Decision.Rejected(ControlsRefusal.TokenUnknown);
        }

        return Decision.Decided(
            Reply.Done.Instance,
            new ControlsEvent.ControlsSet(key, state.Controls.Find(key), controls, command.By));
    }

    private static Decision AnswerStepUp(ControlState controls, Timestamp at, ControlsCommand.AnswerStepUp command)
    {
        if (controls.FindStepUp(command.StepUp) is not { } stepUp)
        {
            return Decision.Rejected(ControlsRefusal.StepUpUnknown);
        }

        if (stepUp.State != StepUpState.Asked || stepUp.ExpiresAt <= at)
        {
            return Decision.Rejected(ControlsRefusal.StepUpNotOpen);
        }

        return Decision.Decided(Reply.Done.Instance, new ControlsEvent.StepUpAnswered(
            stepUp.Id, command.IsConfirmed, at.Plus(TimeSpan.FromMinutes(stepUp.Minutes)), command.By));
    }
}
