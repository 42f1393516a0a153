using System.Text.Json.Serialization;
using Tessera.Client.Wire;

namespace Tessera.Client.Activation;

[JsonConverter(typeof(TolerantEnumConverter<KeyStorage>))]
public enum KeyStorage
{
    Unknown = 0,
    SecureElement = 1,
    Cloud = 2,
}
