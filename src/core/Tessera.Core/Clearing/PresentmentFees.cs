using Tessera.Core.Directory;
using Tessera.Core.Fees;
using Tessera.Core.Payments;

namespace Tessera.Core.Clearing;

// The fees of one presentment in minor units of its currency: what the merchant pays its acquirer, the acquirer the
// issuer and the network, the issuer the wallet.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record PresentmentFees(
    [property: Order(0)] long MerchantMinor,
    [property: Order(1)] long InterchangeMinor,
    [property: Order(2)] long SchemeMinor,
    [property: Order(3)] long WalletMinor)
{
    public static PresentmentFees Of(FeeTable table, FeeBasis basis, Money amount)
    {
        Invariant.Check(table.Version == basis.FeeVersion, "fees follow from the version they were decided by");
        var row = table.RowFor(basis);
        var before = new Money(basis.BeforeMinor, amount.Currency);
        var interchange = row.Interchange.Of(before, amount);
        var scheme = row.Scheme.Of(before, amount);
        var merchant = new FeeRate(basis.MerchantBasisPoints, basis.MerchantFixedMinor).Of(before, amount)
            + (basis.Plan == FeePlan.InterchangePlus ? interchange + scheme : 0);
        return new(
            basis.HasMerchant ? Math.Min(merchant, amount.Minor) : 0,
            interchange,
            scheme,
            basis.HasWallet ? (row.Wallet ?? new FeeRate(basis.WalletBasisPoints)).Of(before, amount) : 0);
    }

    // Of the interchange charged for a payment, what a refund gives back: the refunded part of what was captured, less
    // what went back before.
    public static long InterchangeReturned(Payment payment, long amountMinor) =>
        new Rate(payment.RefundedMinor + amountMinor, payment.CapturedMinor)
            .Scale(payment.InterchangeMinor, Rounding.HalfUp) is var owed && owed > payment.InterchangeReturnedMinor
            ? owed - payment.InterchangeReturnedMinor
            : 0;

    public static long Share(Money amount, int basisPoints) =>
        amount.Apply(new BasisPoints(basisPoints), Rounding.HalfUp).Minor;
}
