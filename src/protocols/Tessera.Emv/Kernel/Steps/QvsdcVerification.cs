// Kernel 3 (book C-3), 5.7: cardholder verification from the card transaction qualifiers.
using Tessera.Emv.Bits;
using Tessera.Emv.Objects;

namespace Tessera.Emv.Kernel.Steps;

/// <summary>
/// Chooses the verification of a qVSDC tap. No cryptogram covers the card's qualifiers, so the choice decides what
/// the terminal does, never what the issuer believes.
/// </summary>
internal static class QvsdcVerification
{
    public static StepResult Choose(TapFlow flow, bool isOnline, out TapVerification verification)
    {
        verification = TapVerification.None;
        if (!flow.Card.TryGetWellFormed(EmvTags.CardTransactionQualifiers, out var encoded))
        {
            verification = flow.NeedsVerification && flow.Reader.HasSignature
                ? TapVerification.Signature
                : TapVerification.None;
        }
        else if (CardTransactionQualifiers.TryRead(encoded, out var qualifiers, out _))
        {
            verification = FromQualifiers(flow, qualifiers, isOnline);
        }

        return flow.NeedsVerification && verification == TapVerification.None
            ? StepResult.Decline(TapReason.VerificationFailed)
            : StepResult.Done;
    }

    private static TapVerification FromQualifiers(
        TapFlow flow, CardTransactionQualifiers qualifiers, bool isOnline)
    {
        var isOnDevice = qualifiers.Has(CtqBit.ConsumerDeviceCvmPerformed) && flow.Reader.HasOnDeviceVerification;
        return 0 switch
        {
            _ when isOnDevice && IsConfirmed(flow, qualifiers, isOnline) => TapVerification.OnDevice,
            _ when qualifiers.Has(CtqBit.OnlinePinRequired) && flow.Reader.HasOnlinePin => TapVerification.OnlinePin,
            _ when qualifiers.Has(CtqBit.SignatureRequired) && flow.Reader.HasSignature => TapVerification.Signature,
            _ => TapVerification.None,
        };
    }

    /// <summary>
    /// 9F69 (01, card number of 4 bytes, qualifiers) must repeat the qualifiers; without it, only online.
    /// </summary>
    private static bool IsConfirmed(TapFlow flow, CardTransactionQualifiers qualifiers, bool isOnline)
    {
        var related = flow.Card.GetOrEmpty(new Primitives.BerTag(0x9F69));
        return related.IsEmpty
            ? isOnline
            : related.Length >= 7 && related[5..7].SequenceEqual(qualifiers.ToBytes());
    }
}
