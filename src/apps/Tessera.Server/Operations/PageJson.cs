using System.Text.Json.Serialization;

namespace Tessera.Server.Operations;

[JsonSerializable(typeof(Dictionary<string, Dictionary<string, string>>), TypeInfoPropertyName = "Texts")]
internal sealed partial class PageJson : JsonSerializerContext;
