namespace Tessera.Core.Disputes;

// How it ended. Persisted numbers: append only.
public enum ChargebackClosing : byte
{
    None = 0,
    Accepted = 1,
    Withdrawn = 2,
    Ruled = 3,

    // The party whose turn it was let the deadline pass.
    Lapsed = 4,
}
