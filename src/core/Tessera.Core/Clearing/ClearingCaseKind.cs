namespace Tessera.Core.Clearing;

// Persisted numbers: append only.
public enum ClearingCaseKind : byte
{
    // The issuer may charge the amount back.
    Dispute = 1,

    // The cardholder owes more than was available.
    Collection = 2,
}
