using System.Text.Json.Serialization;
using Tessera.Client.Wire;

namespace Tessera.Client.Tokens;

[JsonConverter(typeof(TolerantEnumConverter<TokenState>))]
public enum TokenState
{
    Unknown = 0,
    Inactive = 1,
    Active = 2,
    Suspended = 3,
    Deleted = 4,
}
