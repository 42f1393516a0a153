// EMV Book 2 (4.3), annex A1.4: master key derivation options.
namespace Tessera.Emv.Keys;

/// <summary>How a card key comes from an issuer key.</summary>
public enum CardKeyOption
{
    /// <summary>Triple DES, the rightmost 16 digits of PAN and sequence number.</summary>
    A = 1,

    /// <summary>Triple DES, as A up to 16 PAN digits, else decimalised SHA-1.</summary>
    B = 2,

    /// <summary>AES, the digits right-justified in one block.</summary>
    C = 3,
}
