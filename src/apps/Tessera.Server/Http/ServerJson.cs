using System.Text.Json;
using System.Text.Json.Serialization;
using Tessera.Server.Api.Payments;

namespace Tessera.Server.Http;

/// <summary>
/// The wire contracts of every door. Strict: no duplicate, unknown, missing or wrong-case member passes.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 32)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(NoBody))]
[JsonSerializable(typeof(PaymentView))]
[JsonSerializable(typeof(Operations.StatusView))]
internal sealed partial class ServerJson : JsonSerializerContext;
