using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tessera.Core.Ledger;
using Tessera.Primitives;

namespace Tessera.Journal.Dump;

/// <summary>Ids, times, accounts and 128-bit keys are written as the text people know them by.</summary>
internal sealed class TextConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert == typeof(Timestamp)
        || typeToConvert == typeof(AccountId)
        || typeToConvert == typeof(UInt128)
        || (typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Id<>));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(TextConverter<>).MakeGenericType(typeToConvert))!;

    private sealed class TextConverter<T> : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Events are read from the journal, never from JSON.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value is UInt128 key
                ? key.ToString("X32", CultureInfo.InvariantCulture)
                : value?.ToString());
    }
}
