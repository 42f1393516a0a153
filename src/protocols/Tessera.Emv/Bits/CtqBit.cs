// Kernel 3 (book C-3).
namespace Tessera.Emv.Bits;

/// <summary>
/// Bits of the Card Transaction Qualifiers, numbered 0xBb: byte B, bit b (book C-3). No cryptogram covers them.
/// </summary>
public enum CtqBit
{
    /// <summary>1.8: the card wants a PIN verified by the issuer.</summary>
    OnlinePinRequired = 0x18,

    /// <summary>1.7: the card wants a signature.</summary>
    SignatureRequired = 0x17,

    /// <summary>1.6: go online when offline data authentication fails.</summary>
    OnlineIfAuthenticationFails = 0x16,

    /// <summary>1.5: switch interface when offline data authentication fails.</summary>
    SwitchIfAuthenticationFails = 0x15,

    /// <summary>1.4: go online when the application has expired.</summary>
    OnlineIfExpired = 0x14,

    /// <summary>1.3: switch interface for cash.</summary>
    SwitchForCash = 0x13,

    /// <summary>1.2: switch interface for cashback.</summary>
    SwitchForCashback = 0x12,

    /// <summary>2.8: the device says that it verified its holder.</summary>
    ConsumerDeviceCvmPerformed = 0x28,

    /// <summary>2.7: issuer update processing is supported.</summary>
    IssuerUpdate = 0x27,
}
