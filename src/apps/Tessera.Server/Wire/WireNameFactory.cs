using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tessera.Server.Wire;

/// <summary>Makes the converter of one enum.</summary>
public sealed class WireNameFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert)
        => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(WireName<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
        => (JsonConverter)Activator.CreateInstance(
            typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<WireName<T>>
        where T : struct, Enum
    {
        private static readonly Dictionary<string, T> ByText = Enum.GetValues<T>()
            .ToDictionary(value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

        public override WireName<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => reader.TokenType == JsonTokenType.String && ByText.TryGetValue(reader.GetString()!, out var value)
                ? new WireName<T>(value)
                : throw new JsonException("not one of the known texts");

        public override void Write(Utf8JsonWriter writer, WireName<T> value, JsonSerializerOptions options)
            => writer.WriteStringValue(JsonNamingPolicy.SnakeCaseLower.ConvertName(value.Value.ToString()));
    }
}
