namespace Tessera.Core.Partners;

// An outside issuer's answer to a request: DE39 and, when approved, DE38.
public sealed record FundingAnswer(FundingOutcome Outcome, string ResponseCode, string ApprovalCode)
{
    public static readonly FundingAnswer Unknown = new(FundingOutcome.Unknown, "", "");

    public static readonly FundingAnswer NotSent = new(FundingOutcome.NotSent, "", "");

    public static FundingAnswer Approved(string approvalCode) => new(FundingOutcome.Approved, "00", approvalCode);

    public static FundingAnswer Declined(string responseCode) => new(FundingOutcome.Declined, responseCode, "");
}
