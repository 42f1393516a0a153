using System.Text.Json.Serialization;
using Tessera.Client.Wire;

namespace Tessera.Client.Cards;

[JsonConverter(typeof(TolerantEnumConverter<AccountKind>))]
public enum AccountKind
{
    Unknown = 0,
    Credit = 1,
    Prepaid = 2,
}
