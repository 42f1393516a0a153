using Tessera.Core.Payments;

namespace Tessera.Core.Partners;

// What a request to an outside issuer is written from. The expiry is zero where no card is registered here.
public sealed record FundingRequest(Payment Payment, int ExpiryYearMonth);
