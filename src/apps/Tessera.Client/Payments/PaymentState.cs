using System.Text.Json.Serialization;
using Tessera.Client.Wire;

namespace Tessera.Client.Payments;

[JsonConverter(typeof(TolerantEnumConverter<PaymentState>))]
public enum PaymentState
{
    Unknown = 0,
    Authorised = 1,
    Declined = 2,
    PartiallyCaptured = 3,
    Captured = 4,
    Voided = 5,
    Reversed = 6,
    Expired = 7,
    Refunded = 8,
    PartiallyRefunded = 9,
    Settled = 10,
}
