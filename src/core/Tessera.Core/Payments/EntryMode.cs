namespace Tessera.Core.Payments;

// How the number came in: DE22 positions 1-2. Persisted numbers: append only.
public enum EntryMode : byte
{
    ContactlessChip = 7,
    InApp = 81,
}
