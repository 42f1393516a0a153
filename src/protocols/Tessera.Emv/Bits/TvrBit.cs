// EMV 4.4 Book 3, Annex C5; Kernel 2 (book C-2) for the relay resistance bits of byte 5.
namespace Tessera.Emv.Bits;

/// <summary>Bits of the Terminal Verification Results, numbered 0xBb: byte B, bit b (EMV Book 3, Annex C5).</summary>
public enum TvrBit
{
    /// <summary>1.8: no offline data authentication was done.</summary>
    OfflineDataAuthenticationNotPerformed = 0x18,

    /// <summary>1.7: static data authentication failed.</summary>
    StaticDataAuthenticationFailed = 0x17,

    /// <summary>1.6: a mandatory card data object is missing.</summary>
    CardDataMissing = 0x16,

    /// <summary>1.5: the card is on the terminal's exception file.</summary>
    OnExceptionFile = 0x15,

    /// <summary>1.4: dynamic data authentication failed.</summary>
    DynamicDataAuthenticationFailed = 0x14,

    /// <summary>1.3: combined data authentication failed.</summary>
    CombinedDataAuthenticationFailed = 0x13,

    /// <summary>1.2: static data authentication was selected.</summary>
    StaticDataAuthenticationSelected = 0x12,

    /// <summary>2.8: 9F08 and 9F09 differ.</summary>
    ApplicationVersionsDiffer = 0x28,

    /// <summary>2.7: the transaction date is after 5F24.</summary>
    Expired = 0x27,

    /// <summary>2.6: the transaction date is before 5F25.</summary>
    NotYetEffective = 0x26,

    /// <summary>2.5: 9F07 does not allow this kind of transaction here.</summary>
    ServiceNotAllowed = 0x25,

    /// <summary>2.4: the card has never been online.</summary>
    NewCard = 0x24,

    /// <summary>3.8: cardholder verification did not succeed.</summary>
    CardholderVerificationFailed = 0x38,

    /// <summary>3.7: the CVM list names a method that the terminal does not know.</summary>
    UnrecognisedCvm = 0x37,

    /// <summary>3.6: no PIN tries are left.</summary>
    PinTryLimitExceeded = 0x36,

    /// <summary>3.5: a PIN is required and the PIN pad is absent or broken.</summary>
    PinPadAbsent = 0x35,

    /// <summary>3.4: a PIN is required and was not entered.</summary>
    PinNotEntered = 0x34,

    /// <summary>3.3: a PIN for the issuer was entered.</summary>
    OnlinePinEntered = 0x33,

    /// <summary>4.8: the amount exceeds the floor limit.</summary>
    FloorLimitExceeded = 0x48,

    /// <summary>4.7: the lower limit of consecutive offline transactions is exceeded.</summary>
    LowerOfflineLimitExceeded = 0x47,

    /// <summary>4.6: the upper limit of consecutive offline transactions is exceeded.</summary>
    UpperOfflineLimitExceeded = 0x46,

    /// <summary>4.5: chosen at random for going online.</summary>
    SelectedRandomly = 0x45,

    /// <summary>4.4: the merchant forced the transaction online.</summary>
    MerchantForcedOnline = 0x44,

    /// <summary>5.8: the terminal's default TDOL was used.</summary>
    DefaultTdolUsed = 0x58,

    /// <summary>5.7: issuer authentication failed.</summary>
    IssuerAuthenticationFailed = 0x57,

    /// <summary>5.6: a script failed before the final GENERATE AC.</summary>
    ScriptFailedBeforeFinal = 0x56,

    /// <summary>5.5: a script failed after the final GENERATE AC.</summary>
    ScriptFailedAfterFinal = 0x55,

    /// <summary>5.4 (Kernel 2): the relay resistance threshold is exceeded.</summary>
    RelayThresholdExceeded = 0x54,

    /// <summary>5.3 (Kernel 2): the relay resistance time limits are exceeded.</summary>
    RelayTimeLimitsExceeded = 0x53,

    /// <summary>5.2 (Kernel 2): the relay resistance protocol was run.</summary>
    RelayProtocolPerformed = 0x52,

    /// <summary>5.1 (Kernel 2): the card supports the protocol, and it was not run.</summary>
    RelayProtocolNotPerformed = 0x51,
}
