namespace Tessera.Core.Ledger;

// Eight bytes wide so that a posting has no padding. Persisted numbers: append only.
public enum PostingKind : long
{
    // Posts at once.
    Post = 1,

    // Adds to the pending totals of both accounts.
    Hold = 2,

    // Takes the amount from the pending totals and posts it.
    PostHeld = 3,

    // Takes the amount from the pending totals.
    Release = 4,
}
