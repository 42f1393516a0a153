// EMV 4.4 Book 3, Annex C1; book C-2.
namespace Tessera.Emv.Bits;

/// <summary>Bits of the Application Interchange Profile, numbered 0xBb: byte B, bit b (EMV Book 3, Annex C1).</summary>
public enum AipBit
{
    /// <summary>1.7: static data authentication is supported.</summary>
    StaticDataAuthentication = 0x17,

    /// <summary>1.6: dynamic data authentication is supported.</summary>
    DynamicDataAuthentication = 0x16,

    /// <summary>1.5: the card carries a CVM list.</summary>
    CardholderVerification = 0x15,

    /// <summary>1.4: terminal risk management is to be done.</summary>
    TerminalRiskManagement = 0x14,

    /// <summary>1.3: EXTERNAL AUTHENTICATE is supported.</summary>
    IssuerAuthentication = 0x13,

    /// <summary>1.2: the device itself verifies its holder (contactless).</summary>
    OnDeviceCardholderVerification = 0x12,

    /// <summary>1.1: combined data authentication is supported.</summary>
    CombinedDataAuthentication = 0x11,

    /// <summary>2.8: EMV mode is supported over contactless (Kernel 2).</summary>
    EmvMode = 0x28,

    /// <summary>2.1: the relay resistance protocol is supported (Kernel 2).</summary>
    RelayResistance = 0x21,
}
