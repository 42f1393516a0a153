using Tessera.Core.Directory;

namespace Tessera.Core.Payments;

// The fees of one presentment in minor units of its currency. A fee in basis points is what the amounts captured so far
// owe (rounded half up once) less what was charged before, so cutting a payment into parts changes no fee.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record PresentmentFees(
    [property: Order(0)] long MerchantMinor,
    [property: Order(1)] long InterchangeMinor,
    [property: Order(2)] long SchemeMinor,
    [property: Order(3)] long WalletMinor)
{
    public static PresentmentFees Of(PaymentFacts facts, Money capturedBefore, Money amount)
    {
        long Part(int basisPoints) => Step(capturedBefore, amount, basisPoints);
        var merchant = Part(facts.MerchantFeeBasisPoints) + facts.MerchantFeeFixedMinor;
        return new(
            Math.Min(merchant, amount.Minor),
            Part(facts.InterchangeBasisPoints),
            Part(facts.SchemeFeeBasisPoints),
            facts.WalletBook == 0 ? 0 : Part(facts.WalletFeeBasisPoints));
    }

    // What the next amount adds to a share that is rounded on the sum.
    public static long Step(Money before, Money amount, int basisPoints) =>
        Share(before + amount, basisPoints) - Share(before, basisPoints);

    public static long Share(Money amount, int basisPoints) =>
        amount.Apply(new BasisPoints(basisPoints), Rounding.HalfUp).Minor;
}
