namespace Tessera.Core.Payments;

// How the number came in: DE22 positions 1-2. Persisted numbers: append only.
public enum EntryMode : byte
{
    ContactChip = 5,
    ContactlessChip = 7,
    CardOnFile = 10,
    InApp = 81,
    ContactlessMagstripe = 91,
}
