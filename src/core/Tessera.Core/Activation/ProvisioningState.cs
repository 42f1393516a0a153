namespace Tessera.Core.Activation;

// Persisted numbers: append only.
public enum ProvisioningState : byte
{
    Eligible = 1,
    TermsAccepted = 2,

    // Waits for a one-time code (yellow) or for the issuer's desk (orange).
    StepUp = 3,

    // The device may fetch its credentials.
    Approved = 4,

    // Credentials confirmed: the token is active.
    Completed = 5,
    Declined = 6,
}
