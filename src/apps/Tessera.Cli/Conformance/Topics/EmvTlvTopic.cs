using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Tessera.Cli.Codecs;
using Tessera.Primitives;

namespace Tessera.Cli.Conformance.Topics;

/// <summary>BER-TLV of EMV Book 3 annex B: read, refused, written, and as the body of a card's answer.</summary>
internal sealed class EmvTlvTopic : ShapedTopic
{
    public EmvTlvTopic()
        : base("emv-tlv")
    {
        On("tlv", "error offset?", RunRefused);
        On("tlv", "tag value", RunSingle);
        On("tlv", "tlv", vector => CompareTree(vector, Bytes(vector.Input("tlv"))));
        On("tlv", "tags", vector => CompareTags(vector, Bytes(vector.Input("tlv"))));
        On("response", "tlv sw?", vector => RunResponse(vector, CompareTree));
        On("response", "tags sw?", vector => RunResponse(vector, CompareTags));
        On("tags", "tlv", RunEncode);
    }

    private static string? RunSingle(Vector vector)
    {
        if (!BerTlv.TryReadTree(Bytes(vector.Input("tlv")), out var nodes, out var error))
        {
            return error.ToString();
        }

        return nodes is [var node]
            ? Compare("tag", vector.Answer("tag"), node.Tag.ToString())
                ?? Compare("value", vector.Answer("value"), Hex.Write(node.Value.Span))
            : $"expected one data object, got {nodes.Count}";
    }

    private static string? RunRefused(Vector vector)
    {
        if (BerTlv.TryReadTree(Bytes(vector.Input("tlv")), out _, out var error))
        {
            return "read what must be refused";
        }

        var offset = error.OffsetBytes.ToString(CultureInfo.InvariantCulture);
        var expectedOffset = vector.Answer("offset") ?? offset;
        return CompareFault(vector.Answer("error") ?? "", error) ?? Compare("offset", expectedOffset, offset);
    }

    private static string? CompareFault(string expected, ParseError error)
    {
        // A tag that is cut off has no name yet, so its path is the template around it.
        var isNested = error.Code == ParseErrorCode.BadTag ? error.Path.Length > 0 : error.Path.Contains('/');
        var part = error.Code switch
        {
            ParseErrorCode.BadTag => "tag",
            ParseErrorCode.BadLength or ParseErrorCode.TooLong or ParseErrorCode.Unsupported => "length",
            _ => "value",
        };
        var isSamePart = expected.Contains(part, StringComparison.Ordinal);
        var isSameLevel = expected.Contains("nested", StringComparison.Ordinal) == isNested;
        return isSamePart && isSameLevel ? null : $"error: expected {expected}, got {error}";
    }

    private static string? RunResponse(Vector vector, Func<Vector, ReadOnlyMemory<byte>, string?> compare)
    {
        CardAnswer.TrySplit(Bytes(vector.Input("response")), out var body, out var status);
        return Compare("sw", vector.Answer("sw"), status) ?? compare(vector, body);
    }

    private static string? CompareTree(Vector vector, ReadOnlyMemory<byte> source)
    {
        if (!BerTlv.TryReadTree(source, out var nodes, out var error))
        {
            return error.ToString();
        }

        return CompareLevel(vector.Expected.GetProperty("tlv"), nodes, "tlv");
    }

    private static string? CompareLevel(JsonElement expected, IReadOnlyList<BerTlvNode> nodes, string place)
    {
        if (expected.GetArrayLength() != nodes.Count)
        {
            return $"{place}: expected {expected.GetArrayLength()} data objects, got {nodes.Count}";
        }

        return expected.EnumerateArray()
            .Select((entry, index) => CompareNode(entry, nodes[index], $"{place}/{nodes[index].Tag}"))
            .FirstOrDefault(failure => failure is not null);
    }

    private static string? CompareNode(JsonElement expected, BerTlvNode node, string place)
    {
        var tag = Compare(place, expected.GetProperty("tag").GetString(), node.Tag.ToString());
        if (tag is not null)
        {
            return tag;
        }

        return expected.TryGetProperty("children", out var children)
            ? CompareLevel(children, node.Children, place)
            : Compare(place, expected.GetProperty("value").GetString(), Hex.Write(node.Value.Span));
    }

    private static string? CompareTags(Vector vector, ReadOnlyMemory<byte> source)
    {
        if (!BerTlv.TryReadTree(source, out var nodes, out var error))
        {
            return error.ToString();
        }

        var expected = vector.Expected.GetProperty("tags");
        var isNested = expected.EnumerateObject().Any(member => member.Value.ValueKind == JsonValueKind.Object);
        return Compare("tags", Canonical(expected), Canonical(ToTags(nodes, isFlat: !isNested)));
    }

    private static JsonElement ToTags(IReadOnlyList<BerTlvNode> nodes, bool isFlat)
    {
        var tags = new SortedDictionary<string, object>(StringComparer.Ordinal);
        Collect(nodes);
        return JsonSerializer.SerializeToElement(tags);

        void Collect(IReadOnlyList<BerTlvNode> level)
        {
            foreach (var node in level)
            {
                if (node.Tag.IsConstructed && isFlat)
                {
                    Collect(node.Children);
                }
                else
                {
                    tags[node.Tag.ToString()] = node.Tag.IsConstructed
                        ? ToTags(node.Children, isFlat)
                        : Hex.Write(node.Value.Span);
                }
            }
        }
    }

    private static string Canonical(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? "{" + string.Join(',', element.EnumerateObject()
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => $"{member.Name}:{Canonical(member.Value)}")) + "}"
        : element.ToString();

    private static string? RunEncode(Vector vector)
    {
        var buffer = new ArrayBufferWriter<byte>();
        WriteTags(new BerTlvWriter(buffer), vector.Inputs.GetProperty("tags"));
        return Compare("tlv", vector.Answer("tlv"), Hex.Write(buffer.WrittenSpan));
    }

    private static void WriteTags(BerTlvWriter writer, JsonElement tags)
    {
        foreach (var member in tags.EnumerateObject())
        {
            Invariant.Check(BerTag.TryRead(member.Name, out var tag, out _), "the vector's tag is well formed");
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                writer.Begin(tag);
                WriteTags(writer, member.Value);
                writer.End();
            }
            else
            {
                writer.Write(tag, Bytes(member.Value.GetString()));
            }
        }
    }

    private static byte[] Bytes(string? hex) => Hex.Read(hex ?? "");
}
