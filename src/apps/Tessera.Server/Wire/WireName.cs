using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tessera.Server.Wire;

/// <summary>An enum of Core on the wire: its members' names in snake_case, exactly; numbers and other cases are
/// refused.</summary>
[JsonConverter(typeof(WireNameFactory))]
public readonly record struct WireName<T>(T Value)
    where T : struct, Enum
{
    public static implicit operator WireName<T>(T value) => new(value);
}
