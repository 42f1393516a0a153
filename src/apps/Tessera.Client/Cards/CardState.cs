using System.Text.Json.Serialization;
using Tessera.Client.Wire;

namespace Tessera.Client.Cards;

[JsonConverter(typeof(TolerantEnumConverter<CardState>))]
public enum CardState
{
    Unknown = 0,
    Active = 1,
    Blocked = 2,
    Closed = 3,
}
