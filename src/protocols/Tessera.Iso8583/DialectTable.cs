// ISO 8583:1987 table 2 and ISO 8583:1993 section 4.3, read from embedded Layouts; Dialects are one link's choice each.
using System.Globalization;
using System.Text.Json;
using Tessera.Primitives;

namespace Tessera.Iso8583;

internal static class DialectTable
{
    internal static Dialect Read(string name)
    {
        using JsonDocument dialect = Open("Dialects", name);
        JsonElement root = dialect.RootElement;
        using JsonDocument layout = Open("Layouts", root.GetProperty("layout").GetString()!);
        List<FieldDefinition> fields = [];
        foreach (JsonProperty row in layout.RootElement.GetProperty("fields").EnumerateObject())
            fields.Add(ReadField(root, row));
        return new Dialect(
            root.GetProperty("name").GetString()!,
            root.TryGetProperty("messageType", out JsonElement type) ? ReadEncoding(type) : null,
            ReadEncoding(root.GetProperty("bitmap")),
            fields);
    }

    private static FieldDefinition ReadField(JsonElement dialect, JsonProperty row)
    {
        _ = dialect.GetProperty("fields").TryGetProperty(row.Name, out JsonElement own);
        string content = Own(own, "content") ?? row.Value[0].GetString()!;
        string length = Own(own, "length") ?? row.Value[1].GetString()!;
        int prefixDigits = length.LastIndexOf('.') + 1;
        JsonElement representation = dialect.GetProperty("contents").GetProperty(content);
        bool hasVariableFill = prefixDigits > 0 && representation.TryGetProperty("fillVariable", out _);
        return new FieldDefinition
        {
            Number = int.Parse(row.Name, CultureInfo.InvariantCulture),
            Name = row.Value[2].GetString()!,
            Content = ReadContent(representation.TryGetProperty("content", out JsonElement other)
                ? other.GetString()! : content),
            Encoding = ReadEncoding(representation.GetProperty("encoding")),
            Prefix = prefixDigits == 0
                ? default : new LengthPrefix(prefixDigits, ReadEncoding(dialect.GetProperty("lengths"))),
            MaxLength = int.Parse(length.AsSpan(prefixDigits), CultureInfo.InvariantCulture),
            Padding = prefixDigits == 0 ? ReadPadding(representation, "pad") : default,
            Fill = ReadPadding(representation, hasVariableFill ? "fillVariable" : "fill"),
            Nesting = ReadNesting(Own(own, "nesting")),
            Inner = Own(own, "inner") is { } inner ? Read(inner) : null,
        };
    }

    private static JsonDocument Open(string folder, string name)
    {
        string resource = $"Tessera.Iso8583.{folder}.{name}.json";
        using Stream? stream = typeof(DialectTable).Assembly.GetManifestResourceStream(resource);
        Invariant.Check(stream is not null, "a named table is embedded");
        return JsonDocument.Parse(stream);
    }

    private static Padding ReadPadding(JsonElement representation, string name)
    {
        if (!representation.TryGetProperty(name, out JsonElement value))
            return default;
        string[] parts = value.GetString()!.Split(' ');
        return new Padding(
            parts[0] == "left" ? PadSide.Left : PadSide.Right, parts[1] == "space" ? ' ' : parts[1][0]);
    }

    private static FieldEncoding ReadEncoding(JsonElement value) => value.GetString() switch
    {
        "ascii" => FieldEncoding.Ascii,
        "bcd" => FieldEncoding.Bcd,
        "binary" => FieldEncoding.Binary,
        "hex" => FieldEncoding.HexAscii,
        "ebcdic" => FieldEncoding.Ebcdic,
        _ => throw new InvariantException("a dialect names a known encoding"),
    };

    private static FieldContent ReadContent(string value) => value switch
    {
        "n" => FieldContent.Numeric,
        "xn" => FieldContent.SignedAmount,
        "an" => FieldContent.Alphanumeric,
        "ans" => FieldContent.AlphanumericSpecial,
        "ansb" => FieldContent.Open,
        "z" => FieldContent.Track,
        "b" => FieldContent.Binary,
        _ => throw new InvariantException("a layout names a known content"),
    };

    private static string? Own(JsonElement field, string name) =>
        field.ValueKind == JsonValueKind.Object && field.TryGetProperty(name, out JsonElement value)
            ? value.GetString() : null;

    private static FieldNesting ReadNesting(string? value) => value switch
    {
        null => FieldNesting.None,
        "ber-tlv" => FieldNesting.BerTlv,
        "ber-tlv-hex" => FieldNesting.BerTlvHex,
        _ => throw new InvariantException("a dialect names a known nesting"),
    };
}
