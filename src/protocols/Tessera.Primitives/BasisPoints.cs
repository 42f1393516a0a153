using System.Globalization;

namespace Tessera.Primitives;

/// <summary>
/// Hundredths of a percent: 10 000 is the whole. Fees and tolerances are kept in it. <c>default</c> is 0.
/// </summary>
/// <param name="Value">May be negative (a rebate) and above 10 000.</param>
public readonly record struct BasisPoints(int Value)
{
    /// <summary>How many make the whole.</summary>
    public const int PerWhole = 10_000;

    /// <summary>The same factor as a fraction.</summary>
    public Rate ToRate() => new(Value, PerWhole);

    /// <summary>As text with its unit: <c>145 bp</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value} bp");
}
