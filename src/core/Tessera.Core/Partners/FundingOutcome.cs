namespace Tessera.Core.Partners;

public enum FundingOutcome
{
    Approved = 1,
    Declined = 2,

    // No answer within the time, or the link broke: the issuer may or may not have approved.
    Unknown = 3,

    // The request never left: the issuer cannot have approved.
    NotSent = 4,
}
