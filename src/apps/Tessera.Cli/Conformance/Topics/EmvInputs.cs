using System.Globalization;
using System.Text.Json;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Cli.Conformance.Topics;

/// <summary>
/// Reads the inputs of EMV key and cryptogram vectors. A value that is no hex or missing is a refusal.
/// </summary>
internal sealed class EmvInputs(JsonElement inputs)
{
    public bool Has(string key) =>
        inputs.TryGetProperty(key, out var member) && member.ValueKind != JsonValueKind.Null;

    public string? Text(string key) => Has(key) ? inputs.GetProperty(key).ToString() : null;

    public byte[] Bytes(string key) =>
        Hex.Read(Text(key) ?? throw new ArgumentException($"Input {key} is missing.", nameof(key)));

    public int Number(string key) =>
        int.Parse(Text(key) ?? string.Empty, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>PAN and sequence number of a card; an absent sequence number is 00.</summary>
    public CardIdentity Card()
    {
        var pan = Text("pan") ?? string.Empty;
        var number = ulong.Parse(pan, NumberStyles.None, CultureInfo.InvariantCulture);
        return new CardIdentity(number, pan.Length, Has("psn") ? Number("psn") : 0);
    }

    /// <summary>ATC: its own input, or tag 9F36.</summary>
    public ushort Counter()
    {
        var bytes = Has("atc") ? Bytes("atc") : TagBytes("9F36");
        return bytes.Length == 2
            ? (ushort)((bytes[0] << 8) | bytes[1])
            : throw new ArgumentException("An ATC has two bytes.", nameof(bytes));
    }

    /// <summary>Unpredictable number: its own input, or tag 9F37.</summary>
    public byte[] UnpredictableNumber() => Has("un") ? Bytes("un") : TagBytes("9F37");

    /// <summary>R of the common session key: its own input, or ATC and six zero bytes.</summary>
    public byte[] Diversifier()
    {
        if (Has("r"))
        {
            return Bytes("r");
        }
        var counter = Counter();
        return [(byte)(counter >> 8), (byte)(counter & 0xFF), 0, 0, 0, 0, 0, 0];
    }

    public MacPadding Padding() => Text("padding") switch
    {
        { } text when text.Contains("method 1", StringComparison.Ordinal) => MacPadding.Method1,
        { } text when text.Contains("method 2", StringComparison.Ordinal) => MacPadding.Method2,
        _ => throw new ArgumentException("The padding is not named.", nameof(inputs)),
    };

    /// <summary>The tags as a TLV string, so that they take the way of DE55; a tag named twice stands twice.</summary>
    public byte[] TagsAsTlv(string? extraTag = null, byte[]? extraValue = null)
    {
        var tags = inputs.GetProperty("tags").EnumerateObject()
            .Select(member => (Tag: Hex.Read(member.Name), Value: Hex.Read(member.Value.ToString())))
            .ToList();
        if (extraTag is not null && extraValue is not null)
        {
            tags.Add((Hex.Read(extraTag), extraValue));
        }
        return [.. tags.SelectMany(tag => (byte[])[.. tag.Tag, (byte)tag.Value.Length, .. tag.Value])];
    }

    /// <summary>The bytes behind the data elements, in the order of the file.</summary>
    public byte[] Tail() => Has("tail")
        ? [.. inputs.GetProperty("tail").EnumerateObject().SelectMany(member => Hex.Read(member.Value.ToString()))]
        : [];

    private byte[] TagBytes(string tag) =>
        inputs.TryGetProperty("tags", out var tags) && tags.TryGetProperty(tag, out var value)
            ? Hex.Read(value.ToString())
            : throw new ArgumentException($"Neither an input nor tag {tag} is there.", nameof(tag));
}
