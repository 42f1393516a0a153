// EMV 4.4 Book 2, 5 and 6: why a certificate or signature does not count.
namespace Tessera.Emv.Authentication;

/// <summary>Why a step of offline data authentication failed (EMV Book 2, 5 and 6).</summary>
public enum AuthenticationFault
{
    /// <summary>No fault.</summary>
    None = 0,

    /// <summary>A data object that the step needs is missing.</summary>
    DataMissing = 1,

    /// <summary>The signed value or the key in it has a length that does not fit the signer's key.</summary>
    WrongLength = 2,

    /// <summary>The recovered block does not start with 6A and end with BC: another key signed it, or nobody.</summary>
    NotRecovered = 3,

    /// <summary>The recovered block is of another kind.</summary>
    WrongFormat = 4,

    /// <summary>The hash in the block is not that of the data.</summary>
    HashDiffers = 5,

    /// <summary>Hash or signature algorithm is not the one of EMV (01, 01), or the exponent not 3 or 65,537.</summary>
    UnsupportedAlgorithm = 6,

    /// <summary>The certificate or the scheme key has expired.</summary>
    Expired = 7,

    /// <summary>The certificate was made for another issuer or card number.</summary>
    HolderDiffers = 8,

    /// <summary>The terminal has no scheme key of that application provider and index.</summary>
    KeyUnknown = 9,

    /// <summary>The signature is right and speaks of another cryptogram than the card's answer does.</summary>
    CryptogramDiffers = 10,
}
