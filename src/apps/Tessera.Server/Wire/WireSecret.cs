using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tessera.Server.Wire;

/// <summary>A text in a request body that nothing may show: a card number, a one-time code, a person. Only the
/// canonical form that is hashed under a key contains it again.</summary>
[JsonConverter(typeof(Converter))]
public readonly struct WireSecret(string text) : IEquatable<WireSecret>
{
    private readonly string? text = text;

    public static bool operator ==(WireSecret left, WireSecret right) => left.Equals(right);

    public static bool operator !=(WireSecret left, WireSecret right) => !left.Equals(right);

    public string Reveal() => text ?? "";

    public override string ToString() => "(hidden)";

    public bool Equals(WireSecret other) => text == other.text;

    public override bool Equals(object? obj) => obj is WireSecret other && Equals(other);

    public override int GetHashCode() => 0;

    public sealed class Converter : JsonConverter<WireSecret>
    {
        public override WireSecret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => new(reader.TokenType == JsonTokenType.String
                ? reader.GetString()!
                : throw new JsonException("not a string"));

        public override void Write(Utf8JsonWriter writer, WireSecret value, JsonSerializerOptions options)
            => writer.WriteStringValue(value.Reveal());
    }
}
