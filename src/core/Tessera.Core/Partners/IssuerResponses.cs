using Tessera.Core.Payments;

namespace Tessera.Core.Partners;

// DE39 of an outside issuer's answer as one of our refusals.
public static class IssuerResponses
{
    // Honour with identification, and the approval of a favoured customer, are approvals of the whole amount.
    public static bool IsApproval(string responseCode) => responseCode is "00" or "08" or "11";

    // Approved for a part: nobody asked for that, so the issuer is told to let it go.
    public static bool IsPartApproval(string responseCode) => responseCode is "10";

    public static PaymentRefusal RefusalOf(string responseCode) => responseCode switch
    {
        "14" or "15" => PaymentRefusal.IssuerCardUnknown,
        "51" => PaymentRefusal.IssuerNoFunds,
        "54" => PaymentRefusal.IssuerCardExpired,
        "57" or "58" => PaymentRefusal.IssuerNotPermitted,
        "61" or "75" => PaymentRefusal.IssuerLimitExceeded,
        "36" or "41" or "43" or "62" or "78" => PaymentRefusal.IssuerRestricted,
        "55" or "65" or "1A" => PaymentRefusal.IssuerVerificationRequired,
        "63" or "82" => PaymentRefusal.IssuerSecurityViolation,
        "91" or "96" => PaymentRefusal.IssuerUnavailable,
        _ => PaymentRefusal.IssuerDeclined,
    };
}
