// EMV Book 3 (4.3), annex C7 and scheme guides: layouts of issuer application data (9F10).
namespace Tessera.Emv.Cryptograms;

/// <summary>Layout of issuer application data (9F10).</summary>
public enum IssuerApplicationFormat
{
    /// <summary>06, key index, version, verification results (4), optional length and discretionary bytes.</summary>
    VisaShort = 1,

    /// <summary>32 bytes: 1F, version, key index, verification results (5), discretionary bytes.</summary>
    VisaLong = 2,

    /// <summary>18, 20, 26 or 28 bytes: key index, version, verification results (6), DAC (2), counters.</summary>
    MChip = 3,

    /// <summary>
    /// 32 bytes, format code A of EMV CCD: 0F, identifier, key index, results (5), counters (8), 0F, free.
    /// </summary>
    CommonCore = 4,

    /// <summary>Length, key index, 85, length-prefixed verification results, discretionary bytes.</summary>
    Interac = 5,
}
