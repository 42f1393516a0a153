using System.Collections.Frozen;

namespace Tessera.Primitives;

/// <summary>
/// The ISO 4217 table and the units that operators registered at start. Registering is for the composition root;
/// reading is free of locks.
/// </summary>
public static class CurrencyUnits
{
    private static readonly Lock Gate = new();
    private static Index _index = Index.Of(CurrencyTable.Rows);

    /// <summary>Every known unit, by number.</summary>
    public static IReadOnlyList<CurrencyUnit> All => [.. _index.ByNumber.Values.OrderBy(unit => unit.Number)];

    /// <summary>
    /// Adds an operator's unit. The same row again changes nothing, so that several worlds in one process agree.
    /// </summary>
    /// <exception cref="InvariantException">
    /// The number is not above 999, the exponent is not 0 to 6, code or issuer is empty, or number or code is taken.
    /// </exception>
    public static void Register(CurrencyUnit unit)
    {
        Invariant.Check(unit.Number > 999, "an operator unit has a number above 999");
        Invariant.Check(unit.Exponent is >= 0 and <= 6, "an operator unit has 0 to 6 decimals");
        Invariant.Check(!string.IsNullOrEmpty(unit.Code), "an operator unit has a code");
        Invariant.Check(!string.IsNullOrEmpty(unit.Issuer), "an operator unit has an issuer");
        lock (Gate)
        {
            if (_index.ByNumber.TryGetValue(unit.Number, out var known))
            {
                Invariant.Check(known == unit, "a unit is registered once");
                return;
            }

            Invariant.Check(!_index.ByCode.ContainsKey(unit.Code), "a unit's code is its own");
            _index = Index.Of([.. _index.ByNumber.Values, unit]);
        }
    }

    internal static bool TryGet(ushort number, out CurrencyUnit unit) => _index.ByNumber.TryGetValue(number, out unit);

    internal static bool TryGet(ReadOnlySpan<char> code, out CurrencyUnit unit) =>
        _index.ByCode.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out unit);

    private sealed record Index(
        FrozenDictionary<ushort, CurrencyUnit> ByNumber,
        FrozenDictionary<string, CurrencyUnit> ByCode)
    {
        public static Index Of(IReadOnlyCollection<CurrencyUnit> units) => new(
            units.ToFrozenDictionary(unit => unit.Number),
            units.ToFrozenDictionary(unit => unit.Code, StringComparer.Ordinal));
    }
}
