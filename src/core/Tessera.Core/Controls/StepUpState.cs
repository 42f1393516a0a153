namespace Tessera.Core.Controls;

// Persisted numbers: append only.
public enum StepUpState : byte
{
    // Declined; the cardholder was asked.
    Asked = 1,

    // The next try of the same payment passes.
    Confirmed = 2,

    // The cardholder did not know the payment.
    Refused = 3,
    Used = 4,
}
