namespace Tessera.Core.Payments;

// Persisted numbers: append only.
public enum PaymentState : byte
{
    Authorised = 1,
    PartiallyCaptured = 2,

    // Nothing is held any more; refunds may follow.
    Captured = 3,
    Voided = 4,
    Reversed = 5,
    Expired = 6,
    Declined = 7,

    // The outside issuer's answer is awaited.
    Requested = 8,
}
