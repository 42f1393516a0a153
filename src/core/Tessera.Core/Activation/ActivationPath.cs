namespace Tessera.Core.Activation;

// The issuer's answer to a provisioning request. Persisted numbers: append only.
public enum ActivationPath : byte
{
    None = 0,

    // Approved at once.
    Green = 1,

    // Approved after a one-time code over a channel that the issuer trusts.
    Yellow = 2,

    // Approved only by two people at the issuer's desk.
    Orange = 3,

    // Declined for good.
    Red = 4,
}
