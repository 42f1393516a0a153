using Tessera.Core.Payments;

namespace Tessera.Core.Partners;

// The end of a request to an outside issuer. Its answer decides; without one the network decides once, approves within
// limits in the issuer's place (0120) or declines and takes the request back (0420). A late answer changes nothing.
public static class RemoteFundingRules
{
    public static Decision Conclude(ShardState state, Envelope envelope, PaymentCommand.Conclude command)
    {
        if (state.Payments.Find(command.Payment) is not { } payment)
        {
            return Decision.Rejected(PaymentRefusal.PaymentUnknown);
        }

        if (payment.State != PaymentState.Requested)
        {
            return Decision.Decided(Reply.PaymentDecided.Of(payment));
        }

        var answer = command.Answer;
        return answer.Outcome switch
        {
            FundingOutcome.Approved => Decided(payment, Concluded(payment, LegState.Approved, answer.ApprovalCode, 0)),
            FundingOutcome.Declined => Decided(
                payment, Declined(payment, IssuerResponses.RefusalOf(answer.ResponseCode)),
                IssuerResponses.IsPartApproval(answer.ResponseCode) ? TakeBack(state, envelope, payment) : []),
            _ => WithoutAnswer(state, envelope, payment, answer.Outcome == FundingOutcome.Unknown),
        };
    }

    // A token pays for itself, a card for itself.
    internal static UInt128 PayerOf(Payment payment) =>
        payment.Token.IsNone ? payment.Pan.Value : payment.Token.Value;

    private static Decision WithoutAnswer(ShardState state, Envelope envelope, Payment payment, bool mayBeApproved)
    {
        if (MayStandIn(state, envelope, payment))
        {
            var stoodIn = Concluded(payment, LegState.StoodIn, ApprovalCode(payment), 0);
            return Decided(payment, stoodIn, PartnerRules.TellIssuer(
                state, PaymentTable.Next(payment, stoodIn), message => message with
                {
                    Kind = PartnerMessageKind.Advice, QueuedAt = envelope.At,
                }));
        }

        var declined = Declined(payment, PaymentRefusal.IssuerUnavailable);
        return Decided(payment, declined, mayBeApproved ? TakeBack(state, envelope, payment) : []);
    }

    private static CoreEvent[] TakeBack(ShardState state, Envelope envelope, Payment payment) =>
        PartnerRules.TellIssuer(state, payment, message => message with { QueuedAt = envelope.At });

    // Only what the network itself has verified, in the currency of the limits, within them, and while somebody may
    // still wait for it.
    private static bool MayStandIn(ShardState state, Envelope envelope, Payment payment)
    {
        var policy = payment.Facts.Policy;
        if (payment.VerifiedBy != VerdictSource.Own || payment.Token.IsNone
            || payment.HoldExpiresAt <= envelope.At
            || payment.CurrencyNumber != policy.CvmCurrencyNumber
            || payment.AuthorisedMinor > policy.StandInLimitMinor)
        {
            return false;
        }

        var use = state.Partners.StandInsOf(PayerOf(payment), envelope.At.Date);
        return use.Count < policy.StandInDailyCount
            && use.AmountMinor + payment.AuthorisedMinor <= policy.StandInDailyMinor;
    }

    private static Decision Decided(Payment payment, PaymentEvent.Concluded concluded, params CoreEvent[] further) =>
        Decision.Decided(
            Reply.PaymentDecided.Of(PaymentTable.Next(payment, concluded)), [concluded, .. further]);

    private static PaymentEvent.Concluded Declined(Payment payment, PaymentRefusal refusal) =>
        Concluded(payment, LegState.Declined, "", (ushort)refusal);

    private static PaymentEvent.Concluded Concluded(
        Payment payment, LegState funding, string approvalCode, ushort refusalNumber) => new()
    {
        Payment = payment.Id,
        Funding = funding,
        ApprovalCode = approvalCode,
        RefusalNumber = refusalNumber,
        Merchant = payment.Facts.Merchant,
        PaymentSystem = payment.Facts.PaymentSystem,
        AmountMinor = payment.AuthorisedMinor,
        CurrencyNumber = payment.CurrencyNumber,
    };

    // The network's own: the last six digits of its reference.
    private static string ApprovalCode(Payment payment) => payment.NetworkLeg.Reference[^6..];
}
