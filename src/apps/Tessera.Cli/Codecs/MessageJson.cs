using System.Globalization;
using System.Text.Json.Nodes;
using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Cli.Codecs;

/// <summary>
/// An ISO 8583 message as JSON: <c>{mti, bitmap, fields: {"2": {name, value | objects | fields}}}</c>.
/// </summary>
internal static class MessageJson
{
    /// <summary>
    /// What was read of the message; a fault inside an element is reported when the message has none.
    /// </summary>
    public static JsonObject Write(in IsoMessage message, bool isRevealed, ref ParseError error) => new()
    {
        ["mti"] = message.Type.ToString(),
        ["bitmap"] = message.Announced.ToString(),
        ["fields"] = WriteFields(message, isRevealed, ref error),
    };

    /// <summary>Encodes the object form; elements may also be given as plain text.</summary>
    /// <exception cref="FormatException">A part is absent or does not fit; the message names it.</exception>
    public static byte[] Encode(JsonNode? root, Dialect dialect)
    {
        if (root is not JsonObject message
            || !MessageType.TryParse(message["mti"]?.ToString(), out var type)
            || message["fields"] is not JsonObject fields)
        {
            throw new FormatException("A message is an object with mti (four digits) and fields.");
        }

        var target = new byte[IsoMessage.MaxBytes];
        var writer = new IsoWriter(target, dialect, type);
        foreach (var (number, content) in fields.Select(ReadField).OrderBy(field => field.Number))
        {
            if (content is JsonArray or JsonObject)
            {
                writer.WriteBytes(number, TlvJson.Encode(content));
            }
            else
            {
                writer.WriteText(number, content?.ToString());
            }
        }

        return writer.TryFinish(out var byteCount, out var error)
            ? target[..byteCount]
            : throw new FormatException(error.ToString());
    }

    private static JsonObject WriteFields(in IsoMessage message, bool isRevealed, ref ParseError error)
    {
        var fields = new JsonObject();
        for (var field = message.Fields.Next(1); field != 0; field = message.Fields.Next(field))
        {
            fields[field.ToString(CultureInfo.InvariantCulture)] = WriteField(message, field, isRevealed, ref error);
        }

        return fields;
    }

    private static JsonObject WriteField(in IsoMessage message, int field, bool isRevealed, ref ParseError error)
    {
        var view = message[field];
        var json = new JsonObject { ["name"] = view.Definition!.Name };
        ParseError fault = default;
        if (view.Definition.Nesting != FieldNesting.None)
        {
            var isRead = message.TryReadTlv(field, new byte[view.Raw.Length], out var objects, out fault);
            BerTlv.TryReadTree(objects.ToArray(), out var nodes, out _);
            json["objects"] = TlvJson.Write(nodes, isRevealed);
            KeepFirst(ref error, isRead ? default : fault);
        }
        else if (view.Definition.Inner is not null)
        {
            message.TryReadInner(field, out var inner, out fault);
            KeepFirst(ref error, fault);
            json["fields"] = WriteFields(inner, isRevealed, ref error);
        }
        else
        {
            var text = view.ToText();
            json["value"] = isRevealed ? text : CardDataMask.OfField(field, text);
        }

        return json;
    }

    private static void KeepFirst(ref ParseError error, ParseError fault)
    {
        if (error.Code == ParseErrorCode.None)
        {
            error = fault;
        }
    }

    private static (int Number, JsonNode? Content) ReadField(KeyValuePair<string, JsonNode?> member)
    {
        if (!int.TryParse(member.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new FormatException("Fields are named by their number.");
        }

        var content = member.Value is JsonObject described && described["name"] is not null
            ? described["objects"] ?? described["value"]
            : member.Value;
        return (number, content);
    }
}
