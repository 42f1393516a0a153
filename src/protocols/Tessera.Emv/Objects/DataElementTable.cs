// EMV 4.4 Book 3, Annex A: the dictionary, read once from the embedded table DataElements.txt.
using System.Collections.Frozen;
using System.Globalization;
using Tessera.Emv.Bits;
using Tessera.Primitives;

namespace Tessera.Emv.Objects;

/// <summary>The data elements dictionary (EMV Book 3, Annex A1, and the contactless books C-2 and C-3).</summary>
public static class DataElementTable
{
    private static readonly FrozenDictionary<BerTag, DataElement> Rows = EmbeddedTable.Rows("DataElements.txt")
        .Select(ReadRow)
        .ToFrozenDictionary(row => row.Tag);

    /// <summary>Every element known, in no particular order.</summary>
    public static IReadOnlyCollection<DataElement> All => Rows.Values;

    /// <summary>Finds the row of a tag; false for a tag that the dictionary does not hold.</summary>
    public static bool TryFind(BerTag tag, out DataElement element)
    {
        if (Rows.TryGetValue(tag, out var found))
        {
            element = found;
            return true;
        }

        element = new DataElement(tag, "", DataElementFormat.Binary, 0, 255, DataElementSource.Card);
        return false;
    }

    /// <summary>The format that padding follows; unknown tags count as binary (EMV Book 3, 5.4).</summary>
    public static DataElementFormat FormatOf(BerTag tag) =>
        Rows.TryGetValue(tag, out var row) ? row.Format : DataElementFormat.Binary;

    private static DataElement ReadRow(string line)
    {
        var cells = line.Split('|');
        var format = cells[2] switch
        {
            "b" => DataElementFormat.Binary,
            "n" => DataElementFormat.Numeric,
            "cn" => DataElementFormat.CompressedNumeric,
            "a" => DataElementFormat.Alphabetic,
            "an" => DataElementFormat.Alphanumeric,
            _ => DataElementFormat.AlphanumericSpecial,
        };
        var source = cells[5] switch
        {
            "terminal" => DataElementSource.Terminal,
            "issuer" => DataElementSource.Issuer,
            _ => DataElementSource.Card,
        };
        return new DataElement(
            new BerTag(uint.Parse(cells[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
            cells[1],
            format,
            int.Parse(cells[3], CultureInfo.InvariantCulture),
            int.Parse(cells[4], CultureInfo.InvariantCulture),
            source);
    }
}
