using System.Text.Json.Serialization;
using Tessera.Client.Wire;

namespace Tessera.Client.Controls;

/// <summary>A way in that can be switched off.</summary>
[JsonConverter(typeof(TolerantEnumConverter<SpendingChannel>))]
public enum SpendingChannel
{
    Unknown = 0,
    Contactless = 1,
    InApp = 2,
    Contact = 3,
    Magstripe = 4,
    OnFile = 5,
}
