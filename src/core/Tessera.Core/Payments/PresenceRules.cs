namespace Tessera.Core.Payments;

// Is the card here, and its holder with it? Neither the terminal's word nor the card's open qualifiers count, only the
// covered results, the merchant's category and the policy's amounts.
public static class PresenceRules
{
    // Merchant categories with gates: local and suburban transport, railways, buses, tolls.
    private static readonly ushort[] Gates = [4111, 4112, 4131, 4784];

    // Codes of the old mag-stripe mode can be collected in advance: whoever made it is left to an issuer elsewhere.
    public static PaymentRefusal First(PaymentCommand.Authorise command) => 0 switch
    {
        _ when command.Verdict.IsRelaySuspected => PaymentRefusal.RelaySuspected,
        _ when command.EntryMode == EntryMode.ContactlessMagstripe && command.Verdict.Source == VerdictSource.Own =>
            PaymentRefusal.MagstripeNotAllowed,
        _ => default,
    };

    public static bool LacksVerification(PaymentCommand.Authorise command) => command.Verdict.Verification switch
    {
        CardholderVerification.Transit => !IsAtGate(command),
        CardholderVerification.None => NeedsVerification(command),
        _ => false,
    };

    private static bool IsAtGate(PaymentCommand.Authorise command)
    {
        var policy = command.Facts.Policy;
        return Gates.Contains(command.Facts.CategoryCode)
            && command.Currency.Number == policy.CvmCurrencyNumber
            && command.AmountMinor <= policy.TransitCapMinor;
    }

    private static bool NeedsVerification(PaymentCommand.Authorise command)
    {
        var policy = command.Facts.Policy;
        return command.Currency.Number != policy.CvmCurrencyNumber || command.AmountMinor > policy.CvmLimitMinor;
    }
}
