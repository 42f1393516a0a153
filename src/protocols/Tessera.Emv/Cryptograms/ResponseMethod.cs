// EMV Book 2 (4.3), section 8.2: response cryptograms.
namespace Tessera.Emv.Cryptograms;

/// <summary>How an issuer answers a cryptogram.</summary>
public enum ResponseMethod
{
    /// <summary>The version defines no answer.</summary>
    None = 0,

    /// <summary>Method 1: 8-byte cryptogram over the response code.</summary>
    ResponseCode = 1,

    /// <summary>Method 2: 4-byte MAC over the card status update.</summary>
    StatusUpdate = 2,
}
