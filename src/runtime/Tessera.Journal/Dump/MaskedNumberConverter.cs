using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tessera.Journal.Dump;

/// <summary>Of a card-like number only the last four digits are shown.</summary>
internal sealed class MaskedNumberConverter : JsonConverter<ulong>
{
    public override ulong Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Events are read from the journal, never from JSON.");

    public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options) =>
        writer.WriteStringValue("************" + (value % 10_000).ToString("D4", CultureInfo.InvariantCulture));
}
