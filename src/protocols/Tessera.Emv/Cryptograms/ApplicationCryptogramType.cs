// EMV Book 3 (4.3), table 15: types of application cryptograms, as two bits.
namespace Tessera.Emv.Cryptograms;

/// <summary>What a card said with its cryptogram. The number is the two-bit code of CID and CVR.</summary>
public enum ApplicationCryptogramType
{
    /// <summary>Application authentication cryptogram: the card declined.</summary>
    Decline = 0,

    /// <summary>Transaction certificate: the card approved offline.</summary>
    ApproveOffline = 1,

    /// <summary>Authorisation request cryptogram: the card asks its issuer.</summary>
    AskOnline = 2,

    /// <summary>Reserved code, or a format whose verification results are not public.</summary>
    Unknown = 3,
}
