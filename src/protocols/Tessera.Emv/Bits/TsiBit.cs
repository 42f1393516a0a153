// EMV 4.4 Book 3, Annex C6.
namespace Tessera.Emv.Bits;

/// <summary>Bits of the Transaction Status Information, numbered 0xBb: byte B, bit b (EMV Book 3, Annex C6).</summary>
public enum TsiBit
{
    /// <summary>1.8: offline data authentication was done.</summary>
    OfflineDataAuthenticationPerformed = 0x18,

    /// <summary>1.7: cardholder verification was done.</summary>
    CardholderVerificationPerformed = 0x17,

    /// <summary>1.6: card risk management was done.</summary>
    CardRiskManagementPerformed = 0x16,

    /// <summary>1.5: issuer authentication was done.</summary>
    IssuerAuthenticationPerformed = 0x15,

    /// <summary>1.4: terminal risk management was done.</summary>
    TerminalRiskManagementPerformed = 0x14,

    /// <summary>1.3: issuer scripts were run.</summary>
    ScriptProcessingPerformed = 0x13,
}
