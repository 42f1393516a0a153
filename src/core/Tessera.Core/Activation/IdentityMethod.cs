namespace Tessera.Core.Activation;

// How the cardholder proved to be the cardholder. Persisted numbers: append only.
public enum IdentityMethod : byte
{
    // The events of before methods were told apart: a one-time code, or the desk where approvers are named.
    None = 0,
    OneTimeCode = 1,

    // Confirmed by the cardholder in the issuer's app, told by the issuer's server.
    IssuerApp = 2,

    // The issuer's desk called the cardholder, or was called back under a number on file.
    Call = 3,

    // The cardholder stood at the desk with a document.
    InPerson = 4,
}
