// EMV contactless book C-2 (kernel 2), CVM selection; EMV 4.4 Book 3, 10.5: CVM list processing.
using Tessera.Emv.Bits;
using Tessera.Emv.Objects;

namespace Tessera.Emv.Kernel.Steps;

/// <summary>Chooses the verification of an M/Chip tap before the cryptogram is asked for.</summary>
internal static class MChipVerification
{
    /// <summary>Sets 9F34 and the bits of byte 3 of the terminal results.</summary>
    public static TapVerification Choose(TapFlow flow, ApplicationInterchangeProfile profile)
    {
        var isOnDevice = profile.Has(AipBit.OnDeviceCardholderVerification) && !flow.IsContact;
        if (isOnDevice && flow.Reader.HasOnDeviceVerification)
        {
            return Conclude(
                flow,
                flow.NeedsVerification ? CvmResults.OnDevice : CvmResults.NotNeeded,
                flow.NeedsVerification ? TapVerification.OnDevice : TapVerification.None);
        }

        if (!profile.Has(AipBit.CardholderVerification))
        {
            return Fail(flow, CvmResults.None);
        }

        if (!flow.Card.TryGet(EmvTags.CvmList, out var encoded) || !CvmList.TryRead(encoded.Span, out var list, out _))
        {
            flow.Raise(TvrBit.CardDataMissing);
            return Fail(flow, CvmResults.None);
        }

        return Walk(flow, list);
    }

    private static TapVerification Walk(TapFlow flow, CvmList list)
    {
        foreach (var rule in list.Rules)
        {
            if (!Applies(flow, list, rule))
            {
                continue;
            }

            if (rule.MethodCode is > 0x05 and not 0x1E and not 0x1F)
            {
                flow.Raise(TvrBit.UnrecognisedCvm);
            }
            else if (IsDone(flow, rule, out var verification))
            {
                // PIN and signature are still to come: their result is unknown to the card (book C-2).
                var result = verification == TapVerification.None ? (byte)2 : (byte)0;
                return Conclude(flow, new CvmResults(rule.Method, rule.Condition, result), verification);
            }

            if (!rule.GoesOnWhenFailed)
            {
                return Fail(flow, new CvmResults(rule.Method, rule.Condition, 1));
            }
        }

        return Fail(flow, new CvmResults(CvmResults.NotPerformed, 0, 1));
    }

    private static bool IsDone(TapFlow flow, CvmRule rule, out TapVerification verification)
    {
        verification = rule.MethodCode switch
        {
            0x02 when flow.Reader.HasOnlinePin => TapVerification.OnlinePin,
            0x1E when flow.Reader.HasSignature => TapVerification.Signature,
            _ => TapVerification.None,
        };

        // Above the reader's limit "no CVM" is not among the terminal's methods (book C-2).
        var isNoneAllowed = rule.MethodCode == 0x1F && !flow.NeedsVerification;
        return verification != TapVerification.None || isNoneAllowed;
    }

    private static bool Applies(TapFlow flow, CvmList list, CvmRule rule)
    {
        var type = flow.Request.Type;
        var amount = flow.Request.Amount.Minor;
        var isCardCurrency = flow.Card.GetOrEmpty(EmvTags.ApplicationCurrencyCode)
            .SequenceEqual(flow.Terminal.GetOrEmpty(EmvTags.TransactionCurrencyCode));
        return rule.Condition switch
        {
            0x00 => true,
            0x01 => false,
            0x02 => type is not TransactionType.Cash and not TransactionType.Cashback,
            0x03 => IsSupported(flow, rule.MethodCode),
            0x04 => type == TransactionType.Cash,
            0x05 => type == TransactionType.Cashback,
            0x06 => isCardCurrency && amount < list.AmountX,
            0x07 => isCardCurrency && amount > list.AmountX,
            0x08 => isCardCurrency && amount < list.AmountY,
            0x09 => isCardCurrency && amount > list.AmountY,
            _ => false,
        };
    }

    private static bool IsSupported(TapFlow flow, byte method) => method switch
    {
        0x02 => flow.Reader.HasOnlinePin,
        0x1E => flow.Reader.HasSignature,
        0x1F => !flow.NeedsVerification,
        _ => false,
    };

    private static TapVerification Conclude(TapFlow flow, CvmResults results, TapVerification verification)
    {
        if (verification == TapVerification.OnlinePin)
        {
            flow.Raise(TvrBit.OnlinePinEntered);
        }

        flow.Terminal.Set(EmvTags.CvmResults, results.ToBytes());
        return verification;
    }

    private static TapVerification Fail(TapFlow flow, CvmResults results)
    {
        if (results.Result == 1 || flow.NeedsVerification)
        {
            flow.Raise(TvrBit.CardholderVerificationFailed);
        }

        flow.Terminal.Set(EmvTags.CvmResults, results.ToBytes());
        return TapVerification.None;
    }
}
