namespace Tessera.Core.Payments;

// Persisted numbers: append only.
public enum LegState : byte
{
    Approved = 1,
    Captured = 2,
    Presented = 3,
    Released = 4,
}
