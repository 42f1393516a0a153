using Tessera.Core.Fees;

namespace Tessera.Core.Directory;

// What a merchant and its acquirer agreed: the fee, and the part of each capture that is held back for some days.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record MerchantTerms(
    [property: Order(0)] FeePlan Plan,
    [property: Order(1)] int FeeBasisPoints,
    [property: Order(2)] long FeeFixedMinor,
    [property: Order(3)] int ReserveBasisPoints,
    [property: Order(4)] int ReserveDays)
{
    public bool IsValid() =>
        Enum.IsDefined(Plan) && new FeeRate(FeeBasisPoints, FeeFixedMinor).IsValid
        && new FeeRate(ReserveBasisPoints).IsValid
        && (ReserveBasisPoints == 0 ? ReserveDays == 0 : ReserveDays is >= 1 and <= 730);
}
