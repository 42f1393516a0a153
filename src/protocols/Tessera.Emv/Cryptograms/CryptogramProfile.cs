// Cryptogram versions of the schemes, and Tessera's own.
namespace Tessera.Emv.Cryptograms;

/// <summary>One way of making application cryptograms. Numbers are stored with payments: append only.</summary>
public enum CryptogramProfile
{
    /// <summary>No profile: the version is not known.</summary>
    None = 0,

    /// <summary>Visa CVN 10 (0A).</summary>
    Visa10 = 1,

    /// <summary>Visa CVN 17 (11), the short qVSDC input.</summary>
    Visa17 = 2,

    /// <summary>Visa CVN 18 (12).</summary>
    Visa18 = 3,

    /// <summary>Visa CVN 22 (hex 22), 32-byte issuer application data.</summary>
    Visa22 = 4,

    /// <summary>M/Chip CVN 16 (hex 10): Mastercard session key.</summary>
    MChip10 = 5,

    /// <summary>M/Chip CVN 17 (hex 11): Mastercard session key, counters covered.</summary>
    MChip11 = 6,

    /// <summary>M/Chip CVN 20 (hex 14): common session key.</summary>
    MChip14 = 7,

    /// <summary>M/Chip CVN 21 (hex 15): common session key, counters covered.</summary>
    MChip15 = 8,

    /// <summary>Interac CVN 133 (hex 85).</summary>
    Interac133 = 9,

    /// <summary>EMV common core definitions, format A (hex A5).</summary>
    CommonCoreA5 = 10,

    /// <summary>Tessera AES-128 with the short Visa layout (version hex E1).</summary>
    TesseraAesShort = 11,

    /// <summary>Tessera AES-128 with the M/Chip layout (version hex E1).</summary>
    TesseraAesMChip = 12,
}
