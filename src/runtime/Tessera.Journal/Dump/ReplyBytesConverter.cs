using System.Text.Json;
using System.Text.Json.Serialization;
using MemoryPack;
using Tessera.Core;

namespace Tessera.Journal.Dump;

/// <summary>A stored answer is shown as what it says.</summary>
internal sealed class ReplyBytesConverter : JsonConverter<byte[]>
{
    public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Events are read from the journal, never from JSON.");

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options)
    {
        if (MemoryPackSerializer.Deserialize<Reply>(value) is not { } reply)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(reply.GetType().Name));
        writer.WritePropertyName("content");
        JsonSerializer.Serialize(writer, reply, reply.GetType(), options);
        writer.WriteEndObject();
    }
}
