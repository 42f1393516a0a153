using Tessera.Core.Fees;

namespace Tessera.Core.Directory;

// Number owns the merchant's ledger accounts. RefusedSystems is the acceptance policy: payment systems, by the name
// under which usage share counts them, that this merchant does not take.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record Merchant
{
    [Order(0)]
    public required MerchantId Id { get; init; }

    [Order(1)]
    public required ulong Number { get; init; }

    [Order(2)]
    public required ushort AcquirerBook { get; init; }

    [Order(3)]
    public required string Name { get; init; }

    [Order(4)]
    public required ushort CategoryCode { get; init; }

    [Order(5)]
    public required ushort Country { get; init; }

    [Order(6)]
    public required ushort CurrencyNumber { get; init; }

    [Order(7)]
    public required int FeeBasisPoints { get; init; }

    [Order(8)]
    public required long FeeFixedMinor { get; init; }

    [Order(9)]
    public required string[] RefusedSystems { get; init; }

    [Order(10)]
    public FeePlan FeePlan { get; init; }

    // Held back of each capture, and for how many days.
    [Order(11)]
    public int ReserveBasisPoints { get; init; }

    [Order(12)]
    public int ReserveDays { get; init; }

    [MemoryPackIgnore]
    public MerchantTerms Terms => new(FeePlan, FeeBasisPoints, FeeFixedMinor, ReserveBasisPoints, ReserveDays);

    public Merchant With(MerchantTerms terms) => this with
    {
        FeePlan = terms.Plan,
        FeeBasisPoints = terms.FeeBasisPoints,
        FeeFixedMinor = terms.FeeFixedMinor,
        ReserveBasisPoints = terms.ReserveBasisPoints,
        ReserveDays = terms.ReserveDays,
    };
}
