using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MemoryPack;
using Tessera.Core;
using Tessera.Core.Activation;
using Tessera.Core.Directory;
using Tessera.Core.Payments;
using Tessera.Core.Tokens;

namespace Tessera.Journal.Dump;

/// <summary>
/// Events as JSON for people. Numbers of tokens are masked; keyed MACs and hashes of secrets are left out. What is
/// stored is what is shown: computed properties are not.
/// </summary>
public static class EventJson
{
    private static readonly JsonSerializerOptions Everything = Options(isFull: true);
    private static readonly JsonSerializerOptions Public = Options(isFull: false);

    /// <summary>For the operator of the journal: all members, ledger postings too.</summary>
    public static JsonElement Full(CoreEvent change) =>
        JsonSerializer.SerializeToElement(change, change.GetType(), Everything);

    /// <summary>For the events feed: no postings, which name accounts of several parties, and no keys of repeats.
    /// </summary>
    public static JsonElement ForFeed(CoreEvent change) =>
        JsonSerializer.SerializeToElement(change, change.GetType(), Public);

    private static JsonSerializerOptions Options(bool isFull)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { info => Shape(info, isFull) } },
        };
        options.Converters.Add(new TextConverterFactory());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        options.MakeReadOnly();
        return options;
    }

    private static void Shape(JsonTypeInfo info, bool isFull)
    {
        for (var i = info.Properties.Count - 1; i >= 0; i--)
        {
            var property = info.Properties[i];
            if (!IsStored(property)
                || IsSecret(info.Type, property.Name)
                || (!isFull && IsInternal(info.Type, property.Name)))
            {
                info.Properties.RemoveAt(i);
            }
            else if (info.Type == typeof(TokenEvent.Created) && property.Name is "number")
            {
                property.CustomConverter = new MaskedNumberConverter();
            }
            else if (info.Type == typeof(CommandAnswered) && property.Name is "reply")
            {
                property.CustomConverter = new ReplyBytesConverter();
            }
        }
    }

    private static bool IsStored(JsonPropertyInfo property) =>
        property.AttributeProvider?.IsDefined(typeof(MemoryPackIgnoreAttribute), inherit: true) != true;

    private static bool IsSecret(Type type, string name) =>
        (type == typeof(ApiKey) && name is "hash")
        || (type == typeof(ActivationEvent.CodeIssued) && name is "code_mac")
        || (type == typeof(Provisioning) && name is "code_mac");

    private static bool IsInternal(Type type, string name) =>
        name is "postings" || (type == typeof(Payment) && name is "command_id" or "body_hash");
}
