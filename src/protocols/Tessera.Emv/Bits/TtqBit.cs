// EMV contactless book A, 5.7; book C-3.
namespace Tessera.Emv.Bits;

/// <summary>
/// Bits of the Terminal Transaction Qualifiers, numbered 0xBb: byte B, bit b (EMV contactless book A, 5.7).
/// </summary>
public enum TtqBit
{
    /// <summary>1.8: mag-stripe mode is supported.</summary>
    MagStripeMode = 0x18,

    /// <summary>1.6: EMV mode is supported.</summary>
    EmvMode = 0x16,

    /// <summary>1.5: the terminal also has a contact interface.</summary>
    ContactChip = 0x15,

    /// <summary>1.4: the reader never goes online.</summary>
    OfflineOnly = 0x14,

    /// <summary>1.3: PIN verified by the issuer is supported.</summary>
    OnlinePin = 0x13,

    /// <summary>1.2: signature is supported.</summary>
    Signature = 0x12,

    /// <summary>1.1: offline data authentication is done for online authorisations too.</summary>
    AuthenticationForOnline = 0x11,

    /// <summary>2.8: an ARQC is wanted.</summary>
    OnlineCryptogramRequired = 0x28,

    /// <summary>2.7: the amount needs cardholder verification.</summary>
    CvmRequired = 0x27,

    /// <summary>2.6: PIN verified by the card is supported on the contact interface.</summary>
    ContactOfflinePin = 0x26,

    /// <summary>3.8: issuer update processing is supported.</summary>
    IssuerUpdate = 0x38,

    /// <summary>3.7: verification on the consumer's device is supported.</summary>
    ConsumerDeviceCvm = 0x37,
}
