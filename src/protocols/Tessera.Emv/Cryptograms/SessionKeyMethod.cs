// EMV Book 2 (4.3), annex A1.3, and scheme guides.
namespace Tessera.Emv.Cryptograms;

/// <summary>How the key of one cryptogram comes from the card key.</summary>
public enum SessionKeyMethod
{
    /// <summary>The card key itself.</summary>
    None = 0,

    /// <summary>EMV common session key (3DES).</summary>
    Common = 1,

    /// <summary>Mastercard: ATC and unpredictable number.</summary>
    Mastercard = 2,

    /// <summary>EMV common session key for AES.</summary>
    CommonAes = 3,
}
