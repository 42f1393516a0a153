// EMV 4.4 Book 3, Annex C; contactless books C-2, C-3: names of bits and codes, read from BitNames.txt.
using System.Collections.Frozen;
using System.Globalization;

namespace Tessera.Emv.Bits;

/// <summary>
/// English names of the bits of TVR, TSI, AIP, TTQ and CTQ and of the CVM codes (EMV Book 3, Annex C).
/// </summary>
public static class BitNames
{
    private static readonly FrozenDictionary<string, string> Names = EmbeddedTable.Rows("BitNames.txt")
        .Select(line => line.Split(' ', 3))
        .ToFrozenDictionary(cells => cells[0] + " " + cells[1], cells => cells[2], StringComparer.Ordinal);

    /// <summary>
    /// Lists the named bits that are set, first byte first and bit 8 first, each as "byte.bit name".
    /// <paramref name="field"/> is one of tvr, tsi, aip, ttq, ctq.
    /// </summary>
    public static IReadOnlyList<string> Describe(string field, ReadOnlySpan<byte> value)
    {
        var lines = new List<string>();
        for (var index = 0; index < value.Length; index++)
        {
            for (var bit = 8; bit >= 1; bit--)
            {
                var position = string.Create(CultureInfo.InvariantCulture, $"{index + 1}.{bit}");
                if ((value[index] >> (bit - 1) & 1) == 1 && Names.TryGetValue(field + " " + position, out var name))
                {
                    lines.Add(position + " " + name);
                }
            }
        }

        return lines;
    }

    /// <summary>The name of a one-byte code of the table cvm, condition or result; empty when it has none.</summary>
    public static string NameOf(string field, byte code) =>
        Names.GetValueOrDefault(field + " " + code.ToString("X2", CultureInfo.InvariantCulture), "");
}
