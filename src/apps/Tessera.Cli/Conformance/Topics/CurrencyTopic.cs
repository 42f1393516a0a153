using System.Globalization;
using Tessera.Primitives;

namespace Tessera.Cli.Conformance.Topics;

/// <summary>The ISO 4217 table: letters, number and minor units of each currency.</summary>
internal sealed class CurrencyTopic : ShapedTopic
{
    public CurrencyTopic()
        : base("iso4217")
    {
        On("key", "numeric minor_units name?", Run);
    }

    private static string? Run(Vector vector)
    {
        if (!Currency.TryFromCode(vector.Input("key"), out var currency))
        {
            return "unknown code";
        }

        var numeric = currency.Number.ToString("D3", CultureInfo.InvariantCulture);
        var exponent = currency.Exponent.ToString(CultureInfo.InvariantCulture);

        // Metals, funds and test codes have no minor unit; they are counted in whole ones.
        return Compare("numeric", vector.Answer("numeric"), numeric)
            ?? Compare("minor_units", vector.Answer("minor_units") ?? "0", exponent);
    }
}
