using Tessera.Core.Clearing;
using Tessera.Core.Payments;

namespace Tessera.Server.Api.Settlement;

public sealed record FeeSumsView(long Merchant, long Interchange, long Scheme, long Wallet)
{
    public static FeeSumsView Of(PresentmentFees fees) =>
        new(fees.MerchantMinor, fees.InterchangeMinor, fees.SchemeMinor, fees.WalletMinor);
}
