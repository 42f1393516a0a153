using System.Text.Json.Serialization;
using Tessera.Client.Wire;

namespace Tessera.Client.Controls;

[JsonConverter(typeof(TolerantEnumConverter<StepUpState>))]
public enum StepUpState
{
    Unknown = 0,
    Asked = 1,
    Confirmed = 2,
    Refused = 3,
    Used = 4,
}
