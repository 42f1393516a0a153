using System.Text.Json.Serialization;
using Tessera.Client.Wire;

namespace Tessera.Client.Tokens;

[JsonConverter(typeof(TolerantEnumConverter<DeviceState>))]
public enum DeviceState
{
    Unknown = 0,
    InUse = 1,
    Lost = 2,
}
