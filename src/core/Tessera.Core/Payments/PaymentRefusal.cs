namespace Tessera.Core.Payments;

// Ordered by precedence within 6000-6999: the first that applies is the answer. 60xx are rejected (nothing is written),
// 61xx decline an authorisation, 62xx refuse a later act. Persisted numbers: append only.
public enum PaymentRefusal : ushort
{
    AmountInvalid = 6001,
    CurrencyUnknown = 6002,
    AlreadyRegistered = 6003,
    PaymentUnknown = 6004,

    // The till sent so many wrong cryptograms in a short time that it is not listened to for a while.
    TooManyWrongCryptograms = 6005,

    ReversedBeforeArrival = 6101,
    MerchantRefusesSystem = 6102,
    TokenUnknown = 6103,
    CryptogramWrong = 6104,

    // A replay: the counter value was used by another message.
    CounterUsed = 6105,
    CounterExhausted = 6106,
    CounterJump = 6107,
    TokenIsDeleted = 6108,
    TokenIsInactive = 6109,
    TokenIsSuspended = 6110,
    TokenExpired = 6111,
    CredentialInvalid = 6112,
    DomainNotAllowed = 6113,

    // Amount, currency, date or unpredictable number differ from what the cryptogram covers.
    CoveredDataDiffer = 6114,
    ApplicationDiffers = 6115,
    CardNotActive = 6116,
    VerificationRequired = 6117,
    CurrencyNotSupported = 6118,
    InsufficientFunds = 6119,
    CardUnknown = 6120,
    CardExpired = 6121,

    // The number or the sequence number is that of a former issue.
    CardReplaced = 6122,

    // Only a network that keeps its books elsewhere vouches for a card or decides in advance, and never for our tokens.
    NotForSenderToSay = 6123,

    // An in-app cryptogram that is not of the last minutes.
    InAppTooOld = 6125,

    // The card was further away from the terminal than it may be.
    RelaySuspected = 6126,

    // The old mag-stripe mode: its codes can be collected in advance.
    MagstripeNotAllowed = 6127,

    // What the issuer or the cardholder set for the account or the token: Controls.
    ChannelRefused = 6130,
    CategoryRefused = 6131,
    CountryRefused = 6132,
    PaymentLimitExceeded = 6133,
    DayLimitExceeded = 6134,
    DayCountExceeded = 6135,
    MonthLimitExceeded = 6136,
    MonthCountExceeded = 6137,
    TooManyInShortTime = 6138,

    // The cardholder, asked by the issuer, did not know the payment.
    StepUpRefused = 6139,

    // The cardholder confirms in the issuer's app, then the same payment is tried again.
    StepUpRequired = 6140,

    // The outside issuer's own answers.
    IssuerDeclined = 6160,
    IssuerNoFunds = 6161,
    IssuerCardExpired = 6162,
    IssuerNotPermitted = 6163,
    IssuerLimitExceeded = 6164,
    IssuerRestricted = 6165,
    IssuerVerificationRequired = 6166,
    IssuerCardUnknown = 6167,
    IssuerSecurityViolation = 6168,
    IssuerUnavailable = 6170,

    // The issuer owes as much as it may before it settles.
    NetDebitCapReached = 6171,

    AlreadyVoided = 6201,
    AlreadyReversed = 6202,
    AuthorisationExpired = 6203,
    AlreadyCaptured = 6204,
    CaptureExceedsAuthorised = 6205,
    RefundExceedsCaptured = 6206,
    RefundTooLate = 6207,
    OriginalUnknown = 6208,

    // The payment was captured, refunded or charged back in as many parts as are allowed.
    TooManyParts = 6209,

    // The issuer's answer is still out.
    StillRequested = 6210,

    // Clearing and chargebacks.
    CaseUnknown = 6220,
    OutcomeInvalid = 6221,

    // Only a network that keeps its books elsewhere says the fees in its message, and they are not negative.
    FeesInvalid = 6222,
    ChargebackUnknown = 6230,
    ChargebackExceedsCaptured = 6231,
    ChargebackTooLate = 6232,

    // It is another party's turn, or the chargeback is closed.
    ChargebackStepWrong = 6233,
    DeadlinePassed = 6234,
    EvidenceMissing = 6235,
}
