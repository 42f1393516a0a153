using System.Text.Json.Serialization;
using Tessera.Client.Wire;

namespace Tessera.Client.Activation;

/// <summary>How the issuer's desk met the cardholder.</summary>
[JsonConverter(typeof(TolerantEnumConverter<DeskMethod>))]
public enum DeskMethod
{
    Unknown = 0,
    InPerson = 1,
    Call = 2,
}
