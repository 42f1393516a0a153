using System.Text.Json.Serialization;
using Tessera.Client.Wire;

namespace Tessera.Client.Activation;

[JsonConverter(typeof(TolerantEnumConverter<ProvisioningPath>))]
public enum ProvisioningPath
{
    Unknown = 0,
    Green = 1,
    Yellow = 2,
    Orange = 3,
    Red = 4,
}
