using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tessera.Server.Wire;

/// <summary>An amount as it stood in the body. Reading keeps what kind of number it was, so that a fraction and an
/// overflow each get their own problem instead of one parse failure.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct WireAmount(long Minor, WireAmount.Form Kind)
{
    public enum Form
    {
        Integer = 0,
        Fraction = 1,
        Overflow = 2,
    }

    public sealed class Converter : JsonConverter<WireAmount>
    {
        public override WireAmount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.Number)
            {
                throw new JsonException("not a number");
            }

            if (reader.ValueSpan.IndexOfAny("eE."u8) >= 0)
            {
                return new WireAmount(0, Form.Fraction);
            }

            if (reader.TryGetInt64(out var minor))
            {
                return new WireAmount(minor, Form.Integer);
            }

            // Too small to hold is still just negative.
            return reader.ValueSpan[0] == '-'
                ? new WireAmount(long.MinValue, Form.Integer)
                : new WireAmount(0, Form.Overflow);
        }

        public override void Write(Utf8JsonWriter writer, WireAmount value, JsonSerializerOptions options)
            => writer.WriteNumberValue(value.Minor);
    }
}
