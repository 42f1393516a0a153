using System.Globalization;
using System.Text.Json;
using Tessera.Primitives;

namespace Tessera.Server.World;

/// <summary>How values read on the wire of the REST doors.</summary>
internal static class WireText
{
    public static string Of<T>(T value)
        where T : struct, Enum
        => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The set flags of an enum, each by its name.</summary>
    public static IReadOnlyList<string> Flags<T>(T value)
        where T : struct, Enum
        => [.. Enum.GetValues<T>().Where(flag => !flag.Equals(default(T)) && value.HasFlag(flag)).Select(Of)];

    /// <summary>YYMM to YYYY-MM.</summary>
    public static string Month(int yearMonth)
        => string.Create(CultureInfo.InvariantCulture, $"20{yearMonth / 100:00}-{yearMonth % 100:00}");

    /// <summary>YYYY-MM to YYMM.</summary>
    public static bool TryReadMonth(string text, out int yearMonth)
    {
        yearMonth = 0;
        if (!DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, default, out var date)
            || date.Year is < 2000 or > 2099)
        {
            return false;
        }

        yearMonth = ((date.Year % 100) * 100) + date.Month;
        return true;
    }

    public static bool TryReadDate(string text, out DateOnly date)
        => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, default, out date);

    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Instant(Timestamp at) => at.ToString();

    public static string Number(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    public static string CurrencyCode(ushort number) => new Currency(number).Code;
}
