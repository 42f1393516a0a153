namespace Tessera.Core.Payments;

// Is the card here, and its holder with it? Neither the terminal's word nor the card's open qualifiers count, only the
// covered results, the merchant's category and the policy's amounts.
public static class PresenceRules
{
    // Merchant categories with gates: local and suburban transport, railways, buses, tolls.
    private static readonly ushort[] Gates = [4111, 4112, 4131, 4784];

    // A code of the old mode can be collected in advance and covers no amount: tokens never, plain cards where their
    // range says so.
    public static PaymentRefusal FirstOfMode(PaymentCommand.Authorise command) =>
        command.EntryMode == EntryMode.ContactlessMagstripe && !(command.IsCard && command.Facts.TakesMagStripe)
            ? PaymentRefusal.MagstripeNotAllowed
            : default;

    public static PaymentRefusal First(PaymentCommand.Authorise command) =>
        command.Verdict.IsRelaySuspected ? PaymentRefusal.RelaySuspected : default;

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
