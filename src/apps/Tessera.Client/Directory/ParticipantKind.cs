using System.Text.Json.Serialization;
using Tessera.Client.Wire;

namespace Tessera.Client.Directory;

[JsonConverter(typeof(TolerantEnumConverter<ParticipantKind>))]
public enum ParticipantKind
{
    Unknown = 0,
    Network = 1,
    Issuer = 2,
    Acquirer = 3,
    TokenRequestor = 4,
    Bank = 5,
}
