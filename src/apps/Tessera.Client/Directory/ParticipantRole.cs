using System.Text.Json.Serialization;
using Tessera.Client.Wire;

namespace Tessera.Client.Directory;

[JsonConverter(typeof(TolerantEnumConverter<ParticipantRole>))]
public enum ParticipantRole
{
    Unknown = 0,
    Issuer = 1,
    Acquirer = 2,
    Network = 4,
    Wallet = 8,
}
