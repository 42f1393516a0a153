// EMV contactless book A, 6 (outcomes) and book B, 3: why a tap ended as it did.
namespace Tessera.Emv.Kernel;

/// <summary>Why a tap ended as it did. Numbers are reported: append only.</summary>
public enum TapReason
{
    /// <summary>No reason: the tap went on.</summary>
    None = 0,

    /// <summary>The card left the field.</summary>
    CardLost = 1,

    /// <summary>The card's answer is not what the specification allows.</summary>
    BadCardAnswer = 2,

    /// <summary>The card answered more than a tap may take.</summary>
    CardAnswersTooMuch = 3,

    /// <summary>The card has no payment directory (PPSE).</summary>
    NoDirectory = 4,

    /// <summary>Card and terminal have no application in common.</summary>
    NoCommonApplication = 5,

    /// <summary>The card refused the command.</summary>
    CardRefused = 6,

    /// <summary>A data object that the flow needs is missing or has a wrong length.</summary>
    CardDataMissing = 7,

    /// <summary>Two data objects of the card contradict each other.</summary>
    CardDataInconsistent = 8,

    /// <summary>The amount is above what may be paid contactless here.</summary>
    OverContactlessLimit = 9,

    /// <summary>The card offers mag-stripe mode only, which this reader does not take.</summary>
    MagStripeModeOff = 10,

    /// <summary>The card wants another interface.</summary>
    AnotherInterface = 11,

    /// <summary>The holder must verify on the device and tap again.</summary>
    VerifyOnDevice = 12,

    /// <summary>The card declined (AAC).</summary>
    CardDeclined = 13,

    /// <summary>The card wanted to approve offline, which this reader does not take.</summary>
    OfflineNotAccepted = 14,

    /// <summary>The application has expired.</summary>
    Expired = 15,

    /// <summary>The application is not yet effective.</summary>
    NotYetEffective = 16,

    /// <summary>The card is not for this kind of transaction or country.</summary>
    ServiceNotAllowed = 17,

    /// <summary>No cardholder verification that both sides support was done, and one is required.</summary>
    VerificationFailed = 18,

    /// <summary>Terminal action analysis declined.</summary>
    TerminalDeclined = 19,

    /// <summary>The reader only works offline and the card wants to go online.</summary>
    ReaderIsOfflineOnly = 20,

    /// <summary>The card returned a cryptogram stronger than the terminal asked for.</summary>
    CryptogramUpgraded = 21,

    /// <summary>Offline data authentication failed.</summary>
    AuthenticationFailed = 22,

    /// <summary>The card's part of the relay resistance exchange is not what the card signed or covered.</summary>
    RelaySuspected = 23,

    /// <summary>The issuer declined.</summary>
    IssuerDeclined = 24,

    /// <summary>The issuer could not be asked, and neither card nor terminal approve without it.</summary>
    IssuerUnavailable = 25,
}
