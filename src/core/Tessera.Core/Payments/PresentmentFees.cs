using Tessera.Core.Directory;

namespace Tessera.Core.Payments;

// The fees of one presentment in minor units of its currency, each rounded half up on its own.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record PresentmentFees(
    [property: Order(0)] long MerchantMinor,
    [property: Order(1)] long InterchangeMinor,
    [property: Order(2)] long SchemeMinor,
    [property: Order(3)] long WalletMinor)
{
    public static PresentmentFees Of(PaymentFacts facts, Money amount)
    {
        var merchant = Share(amount, facts.MerchantFeeBasisPoints) + facts.MerchantFeeFixedMinor;
        return new(
            Math.Min(merchant, amount.Minor),
            Share(amount, facts.InterchangeBasisPoints),
            Share(amount, facts.SchemeFeeBasisPoints),
            facts.WalletBook == 0 ? 0 : Share(amount, facts.WalletFeeBasisPoints));
    }

    public static long Share(Money amount, int basisPoints) =>
        amount.Apply(new BasisPoints(basisPoints), Rounding.HalfUp).Minor;
}
