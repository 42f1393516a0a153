namespace Tessera.Core.Controls;

// By is who asks, as the audit trail names them.
public abstract record ControlsCommand(string By) : Command
{
    public sealed record Set(ControlKey Key, SpendingControls Controls, string By) : ControlsCommand(By);

    // The cardholder's word, by the issuer's app.
    public sealed record AnswerStepUp(PaymentId StepUp, bool IsConfirmed, string By) : ControlsCommand(By);
}
