namespace Tessera.Core.Activation;

// Ordered by precedence within 3000-3999. Persisted numbers: append only.
public enum ActivationRefusal : ushort
{
    RecordInvalid = 3001,
    DeviceUnknown = 3002,
    CardUnknown = 3003,
    RequestorUnknown = 3004,
    ProvisioningUnknown = 3005,
    AlreadyRegistered = 3006,

    // The provisioning belongs to another device.
    DeviceDiffers = 3007,
    DeviceIsLost = 3008,

    // Blocked, closed or expired card, or closed account.
    CardNotEligible = 3009,

    // No account range gives this requestor tokens for this issuer's cards.
    NoTokenRange = 3010,

    // The call does not fit the state: the steps are eligibility, terms, provision, step-up, completion.
    StepOutOfOrder = 3011,
    DeclinedByIssuer = 3012,
    CodeNotIssued = 3013,
    CodeExpired = 3014,
    CodeWrong = 3015,

    // The last attempt was wrong: the request is declined.
    CodeLocked = 3016,
    TooManyCodes = 3017,
    MakerIsChecker = 3018,

    // All candidates are in use: draw others and ask again.
    NoFreeNumber = 3019,

    // The app was bound, or the number put on file, too lately to be trusted.
    ChannelTooFresh = 3020,

    // The path asks for more than this method proves.
    MethodNotEnough = 3021,
}
