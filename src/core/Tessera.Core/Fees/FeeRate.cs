using Tessera.Core.Clearing;
using Tessera.Core.Payments;

namespace Tessera.Core.Fees;

// A part of the amount and a fixed part for each presentment. The cap bounds the first over all parts of one payment;
// zero is no cap.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record FeeRate(
    [property: Order(0)] int BasisPoints,
    [property: Order(1)] long FixedMinor = 0,
    [property: Order(2)] long CapMinor = 0)
{
    public const int MostBasisPoints = 10_000;
    public const long MostMinor = 1_000_000_000;

    [MemoryPackIgnore]
    public bool IsValid => BasisPoints is >= 0 and <= MostBasisPoints && FixedMinor is >= 0 and <= MostMinor
        && CapMinor is >= 0 and <= MostMinor;

    // What the next amount adds to what the amounts before it owed; so cutting a payment into parts changes no part
    // that follows the amount.
    public long Of(Money before, Money amount) => FixedMinor + Capped(before + amount) - Capped(before);

    private long Capped(Money amount)
    {
        var share = PresentmentFees.Share(amount, BasisPoints);
        return CapMinor == 0 ? share : Math.Min(share, CapMinor);
    }
}
