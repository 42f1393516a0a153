using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Cli.Codecs;

/// <summary>BER-TLV as JSON: a list of <c>{tag, name, offset, length, value | children}</c>.</summary>
internal static class TlvJson
{
    public static JsonArray Write(IReadOnlyList<BerTlvNode> nodes, bool isRevealed) =>
        [.. nodes.Select(node => WriteNode(node, isRevealed))];

    /// <summary>The place and reason of a refusal, or null when there is none.</summary>
    public static JsonObject? Write(ParseError error) => error.Code == ParseErrorCode.None ? null : new JsonObject
    {
        ["code"] = error.Code.ToString(),
        ["offset"] = error.OffsetBytes,
        ["path"] = error.Path,
    };

    /// <summary>
    /// Encodes a list as <see cref="Write(IReadOnlyList{BerTlvNode}, bool)"/> makes it, or an object of tags whose
    /// members are hex or, for templates, objects.
    /// </summary>
    /// <exception cref="FormatException">
    /// A tag or a value is not what it should be; the message names the tag.
    /// </exception>
    public static byte[] Encode(JsonNode? root)
    {
        var buffer = new ArrayBufferWriter<byte>();
        EncodeLevel(new BerTlvWriter(buffer), root, 1);
        return buffer.WrittenSpan.ToArray();
    }

    private static JsonObject WriteNode(BerTlvNode node, bool isRevealed)
    {
        var json = new JsonObject { ["tag"] = node.Tag.ToString() };
        var isKnown = DataElementTable.TryFind(node.Tag, out var element);
        if (isKnown)
        {
            json["name"] = element.Name;
        }

        json["offset"] = node.OffsetBytes;
        json["length"] = node.Value.Length;
        if (node.Tag.IsConstructed)
        {
            json["children"] = Write(node.Children, isRevealed);
            return json;
        }

        json["value"] = isRevealed ? Hex.Write(node.Value.Span) : CardDataMask.OfTag(node.Tag, node.Value.Span);
        if (isKnown && IsText(element.Format) && (isRevealed || !CardDataMask.IsHidden(node.Tag)))
        {
            json["text"] = Encoding.Latin1.GetString(node.Value.Span);
        }

        return json;
    }

    private static bool IsText(DataElementFormat format) => format is DataElementFormat.Alphabetic
        or DataElementFormat.Alphanumeric or DataElementFormat.AlphanumericSpecial;

    private static void EncodeLevel(BerTlvWriter writer, JsonNode? level, int depth)
    {
        if (depth > BerTlv.MaxDepth)
        {
            throw new FormatException("Templates nest too deeply.");
        }

        switch (level)
        {
            case JsonObject tags:
                foreach (var (tag, content) in tags)
                {
                    EncodeOne(writer, tag, content, depth);
                }

                break;
            case JsonArray list:
                foreach (var entry in list.Select(entry => entry as JsonObject))
                {
                    EncodeOne(writer, entry?["tag"]?.ToString() ?? "", entry?["children"] ?? entry?["value"], depth);
                }

                break;
            default:
                throw new FormatException("Data objects are an object of tags or a list of {tag, value | children}.");
        }
    }

    private static void EncodeOne(BerTlvWriter writer, string name, JsonNode? content, int depth)
    {
        if (!BerTag.TryRead(name, out var tag, out _))
        {
            throw new FormatException($"'{name}' is no tag.");
        }

        if (tag.IsConstructed && content is not JsonValue)
        {
            writer.Begin(tag);
            EncodeLevel(writer, content, depth + 1);
            writer.End();
            return;
        }

        if (content?.GetValueKind() != JsonValueKind.String || !Hex.TryRead(content.ToString(), out var value, out _))
        {
            throw new FormatException($"The value of {tag} is not hex.");
        }

        writer.Write(tag, value);
    }
}
