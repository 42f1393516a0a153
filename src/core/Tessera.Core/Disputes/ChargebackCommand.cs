namespace Tessera.Core.Disputes;

// By is who acts, as the audit trail names them.
public abstract record ChargebackCommand(ChargebackId Id, string By) : Command
{
    // Issuer scopes the act: a payment on another issuer's account is unknown.
    public sealed record Open(
        ChargebackId Id, PaymentId Payment, BookId Issuer, long AmountMinor, ChargebackReason Reason, string By)
        : ChargebackCommand(Id, By);

    public sealed record Represent(ChargebackId Id, string Evidence, string By) : ChargebackCommand(Id, By);

    public sealed record Accept(ChargebackId Id, string By) : ChargebackCommand(Id, By);

    public sealed record PreArbitrate(ChargebackId Id, string By) : ChargebackCommand(Id, By);

    public sealed record Withdraw(ChargebackId Id, string By) : ChargebackCommand(Id, By);

    // FeeMinor: only where the network keeps its books elsewhere and says it.
    public sealed record Rule(ChargebackId Id, bool IssuerWins, string By, long? FeeMinor = null)
        : ChargebackCommand(Id, By);
}
