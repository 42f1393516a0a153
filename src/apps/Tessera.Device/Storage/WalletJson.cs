using System.Text.Json.Serialization;

namespace Tessera.Device.Storage;

[JsonSerializable(typeof(WalletContent))]
internal sealed partial class WalletJson : JsonSerializerContext;
