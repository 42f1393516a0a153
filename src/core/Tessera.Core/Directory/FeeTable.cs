using Tessera.Core.Fees;

namespace Tessera.Core.Directory;

// What the scheme moves between members at presentment, from a business date on. The first row that fits holds; where
// none does, the two rates of the table itself.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record FeeTable(
    [property: Order(0)] int Version,
    [property: Order(1)] int InterchangeBasisPoints,
    [property: Order(2)] int SchemeFeeBasisPoints,
    [property: Order(3)] DateOnly EffectiveFrom = default,
    [property: Order(4)] FeeRow[]? Rows = null)
{
    public const int MostRows = 1_000;

    public static readonly FeeTable None = new(0, 0, 0);

    public FeeRow RowFor(FeeBasis basis) => Rows?.FirstOrDefault(row => row.Fits(basis)) ?? new FeeRow
    {
        Interchange = new FeeRate(InterchangeBasisPoints),
        Scheme = new FeeRate(SchemeFeeBasisPoints),
    };

    public bool IsValid() =>
        new FeeRate(InterchangeBasisPoints).IsValid && new FeeRate(SchemeFeeBasisPoints).IsValid
        && (Rows is null || (Rows.Length <= MostRows && Rows.All(row => row.IsValid())));
}
