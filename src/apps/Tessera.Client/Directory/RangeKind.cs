using System.Text.Json.Serialization;
using Tessera.Client.Wire;

namespace Tessera.Client.Directory;

[JsonConverter(typeof(TolerantEnumConverter<RangeKind>))]
public enum RangeKind
{
    Unknown = 0,
    Funding = 1,
    Token = 2,
}
