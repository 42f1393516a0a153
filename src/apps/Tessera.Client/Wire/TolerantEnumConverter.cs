using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tessera.Client.Wire;

/// <summary>Reads snake_case enum texts; a text this build does not know becomes the member numbered 0 (Unknown),
/// so that a newer server never breaks an older client.</summary>
public sealed class TolerantEnumConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> ByText = Enum.GetValues<T>()
        .ToDictionary(value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()), value => value);

    private static readonly Dictionary<T, string> Texts = ByText.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static string Text(T value) => Texts.GetValueOrDefault(value, "unknown");

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return ByText.GetValueOrDefault(reader.GetString() ?? "", default);
        }

        reader.Skip();
        return default;
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        => writer.WriteStringValue(Text(value));
}
