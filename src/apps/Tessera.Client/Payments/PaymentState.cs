using System.Text.Json.Serialization;
using Tessera.Client.Wire;

namespace Tessera.Client.Payments;

[JsonConverter(typeof(TolerantEnumConverter<PaymentState>))]
public enum PaymentState
{
    Unknown = 0,
    Authorised = 1,
    PartiallyCaptured = 2,
    Captured = 3,
    Voided = 4,
    Reversed = 5,
    Expired = 6,
    Declined = 7,

    /// <summary>The outside issuer's answer is awaited.</summary>
    Requested = 8,
}
