// ISO 8583:1987, element 22: how the card was read.
namespace Tessera.Emv.Kernel;

/// <summary>How the card was read; the numbers are those of DE22 (positions 1 and 2).</summary>
public enum TapEntry
{
    /// <summary>Chip over contacts.</summary>
    ContactChip = 5,

    /// <summary>Chip without contacts, EMV mode.</summary>
    ContactlessChip = 7,

    /// <summary>Without contacts, old mag-stripe mode.</summary>
    ContactlessMagStripe = 91,
}
