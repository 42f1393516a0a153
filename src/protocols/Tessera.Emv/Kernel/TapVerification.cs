// EMV contactless books C-2 and C-3: how the holder was verified, as the terminal saw it.
namespace Tessera.Emv.Kernel;

/// <summary>Cardholder verification as the terminal saw it. The issuer must trust the covered CVR only.</summary>
public enum TapVerification
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The device says that it verified its holder.</summary>
    OnDevice = 1,

    /// <summary>A PIN is to be verified by the issuer.</summary>
    OnlinePin = 2,

    /// <summary>A signature on the receipt.</summary>
    Signature = 3,
}
