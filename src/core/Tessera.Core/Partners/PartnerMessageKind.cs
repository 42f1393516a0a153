namespace Tessera.Core.Partners;

// Persisted numbers: append only.
public enum PartnerMessageKind : byte
{
    // 0120: the network approved in the issuer's place.
    Advice = 1,

    // 0420: nothing shall come of the payment.
    Reversal = 2,

    // 0220: a capture, for posting.
    Presentment = 3,

    // 0220 with the processing code of a refund.
    RefundPresentment = 4,
}
