namespace Tessera.Core.Payments;

// Persisted numbers: append only.
public enum LegState : byte
{
    Approved = 1,
    Captured = 2,
    Presented = 3,
    Released = 4,

    // The 0100 to an outside issuer is out.
    Requested = 5,
    Declined = 6,

    // The network decided in the issuer's place; an advice tells it.
    StoodIn = 7,
}
