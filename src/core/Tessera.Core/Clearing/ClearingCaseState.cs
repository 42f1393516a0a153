namespace Tessera.Core.Clearing;

// Persisted numbers: append only.
public enum ClearingCaseState : byte
{
    Open = 1,

    // The issuer lets the amount stand.
    Accepted = 2,

    // The cardholder paid what was overdrawn.
    Collected = 3,
    ChargedBack = 4,
}
