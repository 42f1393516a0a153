namespace Tessera.Core.Disputes;

// Persisted numbers: append only.
public enum ChargebackReason : byte
{
    Fraud = 1,
    NotReceived = 2,
    NotAsDescribed = 3,
    Duplicate = 4,
    AmountDiffers = 5,
    NoAuthorisation = 6,
    CreditNotProcessed = 7,
    LatePresentment = 8,
}
