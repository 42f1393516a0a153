// ISO 4217: currency numbers, letters and minor units.
using System.Globalization;

namespace Tessera.Primitives;

/// <summary>
/// A currency by its ISO 4217 number, or an operator's own unit (points, coupons) by a number above 999.
/// <c>default</c> is <see cref="None"/>.
/// </summary>
/// <param name="Number">ISO 4217 numeric code, 1 to 999, or a registered unit above 999.</param>
public readonly record struct Currency(ushort Number)
{
    /// <summary>No currency; its code is <c>---</c>, its exponent 0.</summary>
    public static Currency None => default;

    /// <summary>US dollar, 840.</summary>
    public static Currency Usd => new(840);

    /// <summary>Euro, 978.</summary>
    public static Currency Eur => new(978);

    /// <summary>Yuan renminbi, 156.</summary>
    public static Currency Cny => new(156);

    /// <summary>Japanese yen, 392, which has no minor unit.</summary>
    public static Currency Jpy => new(392);

    /// <summary>Pound sterling, 826.</summary>
    public static Currency Gbp => new(826);

    /// <summary>True for an ISO 4217 number in the table or a registered unit.</summary>
    public bool IsKnown => CurrencyUnits.TryGet(Number, out _);

    /// <summary>True for the number space of operators, above 999.</summary>
    public bool IsOperatorUnit => Number > 999;

    /// <summary>Three letters, or the registered code of a unit; an unknown number prints as its digits.</summary>
    public string Code => CurrencyUnits.TryGet(Number, out var unit)
        ? unit.Code
        : Number == 0 ? "---" : Number.ToString("D3", CultureInfo.InvariantCulture);

    /// <summary>Decimals between major and minor unit: 2 for USD, 0 for JPY; 0 when unknown.</summary>
    public int Exponent => CurrencyUnits.TryGet(Number, out var unit) ? unit.Exponent : 0;

    /// <summary>Looks up three upper-case letters of ISO 4217, or the code of a registered unit.</summary>
    public static bool TryFromCode(ReadOnlySpan<char> code, out Currency currency)
    {
        var isKnown = CurrencyUnits.TryGet(code, out var unit);
        currency = isKnown ? new Currency(unit.Number) : None;
        return isKnown;
    }

    /// <summary>Looks up a number; false when neither ISO 4217 nor a registered unit has it.</summary>
    public static bool TryFromNumber(int number, out Currency currency)
    {
        var isKnown = number is > 0 and <= ushort.MaxValue && CurrencyUnits.TryGet((ushort)number, out _);
        currency = isKnown ? new Currency((ushort)number) : None;
        return isKnown;
    }

    /// <summary>The code.</summary>
    public override string ToString() => Code;
}
