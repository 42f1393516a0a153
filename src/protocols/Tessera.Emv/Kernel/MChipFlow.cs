// EMV contactless book C-2 (kernel 2): EMV mode, its steps as generally known.
using Tessera.Emv.Apdu;
using Tessera.Emv.Bits;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Emv.Kernel;

/// <summary>The M/Chip flow: options, records, verification, then one GENERATE AC.</summary>
internal static class MChipFlow
{
    private const byte DeclineAc = 0x00;
    private const byte OfflineAc = 0x40;
    private const byte OnlineAc = 0x80;

    public static TapOutcome Run(TapFlow flow, DataObjectList list)
    {
        var step = Ask(flow, list, out var profile);
        if (step.HasEnded)
        {
            return step.Outcome!;
        }

        var limit = profile.Has(AipBit.OnDeviceCardholderVerification) && flow.Reader.HasOnDeviceVerification
            ? flow.Limits.OnDeviceTransactionMinor
            : flow.Limits.TransactionMinor;
        if (flow.Request.Amount.Minor > limit)
        {
            return new TapOutcome.SelectNext(TapReason.OverContactlessLimit);
        }

        var remark = Judge(flow);
        var verification = MChipVerification.Choose(flow, profile);
        var reference = ChooseCryptogram(flow);
        step = Generate(flow, reference, out var received);
        if (step.HasEnded)
        {
            return step.Outcome!;
        }

        return received switch
        {
            OnlineAc => Conclusion.Make(flow, isOnline: true, verification),
            OfflineAc => Conclusion.Make(flow, isOnline: false, verification),
            _ => Declined(flow, reference, remark),
        };
    }

    private static StepResult Ask(TapFlow flow, DataObjectList list, out ApplicationInterchangeProfile profile)
    {
        profile = default;
        var step = flow.GetProcessingOptions(list, out var response);
        if (step.HasEnded)
        {
            return step;
        }

        if (!TryReadOptions(response.Data, flow.Card))
        {
            return StepResult.Stop(TapReason.BadCardAnswer);
        }

        if (!flow.Card.TryGetWellFormed(EmvTags.ApplicationFileLocator, out var locator)
            || !ApplicationInterchangeProfile.TryRead(
                flow.Card.GetOrEmpty(EmvTags.ApplicationInterchangeProfile), out profile, out _))
        {
            return StepResult.Stop(TapReason.CardDataMissing);
        }

        // The old mode lets codes be collected in advance (book C-2, mag-stripe mode): this reader does not run it.
        if (!profile.Has(AipBit.EmvMode))
        {
            return StepResult.Stop(TapReason.MagStripeModeOff);
        }

        step = flow.ReadRecords(locator);
        return step.HasEnded ? step : flow.TakeAccount();
    }

    private static bool TryReadOptions(ReadOnlyMemory<byte> answer, DataObjects card)
    {
        if (!CardAnswer.TryOpen(answer, EmvTags.ResponseFormat1, out var content))
        {
            return CardAnswer.TryAdd(answer, EmvTags.ResponseFormat2, card);
        }

        // EMV Book 3, 6.5.8.4: format 1 is the profile, then the locator.
        return content.Length > 2
            && card.TryAdd(EmvTags.ApplicationInterchangeProfile, content.Span[..2])
            && card.TryAdd(EmvTags.ApplicationFileLocator, content.Span[2..]);
    }

    private static TapReason Judge(TapFlow flow)
    {
        var remark = TapReason.None;
        flow.Raise(TvrBit.OfflineDataAuthenticationNotPerformed);
        foreach (var bit in ProcessingRestrictions.Check(flow))
        {
            flow.Raise(bit);
            remark = remark == TapReason.None ? ProcessingRestrictions.ReasonFor(bit) : remark;
        }

        if (flow.Request.Amount.Minor > flow.Limits.FloorMinor)
        {
            flow.Raise(TvrBit.FloorLimitExceeded);
        }

        return remark;
    }

    /// <summary>Terminal action analysis (EMV Book 3, 10.7).</summary>
    private static byte ChooseCryptogram(TapFlow flow)
    {
        var codes = flow.Reader.ActionCodes;
        if (flow.Results.Meets(codes.Denial) || flow.Results.Meets(ActionCode(flow, EmvTags.IssuerActionCodeDenial, 0)))
        {
            return DeclineAc;
        }

        var everything = (1UL << 40) - 1;
        if (!flow.Reader.IsOfflineOnly)
        {
            var isOnline = flow.Results.Meets(codes.Online)
                || flow.Results.Meets(ActionCode(flow, EmvTags.IssuerActionCodeOnline, everything))
                || !flow.Reader.AcceptsUnauthenticatedOffline;
            return isOnline ? OnlineAc : OfflineAc;
        }

        var isDeclined = flow.Results.Meets(codes.Default)
            || flow.Results.Meets(ActionCode(flow, EmvTags.IssuerActionCodeDefault, everything))
            || !flow.Reader.AcceptsUnauthenticatedOffline;
        return isDeclined ? DeclineAc : OfflineAc;
    }

    private static TerminalVerificationResults ActionCode(TapFlow flow, BerTag tag, ulong bitsWhenAbsent) =>
        TerminalVerificationResults.TryRead(flow.Card.GetOrEmpty(tag), out var code, out _)
            ? code
            : new TerminalVerificationResults(bitsWhenAbsent);

    private static StepResult Generate(TapFlow flow, byte reference, out byte received)
    {
        received = DeclineAc;
        if (!flow.Card.TryGetWellFormed(EmvTags.Cdol1, out var encoded)
            || !DataObjectList.TryRead(encoded, out var list, out _)
            || list.TotalLengthBytes > 255)
        {
            return StepResult.Stop(TapReason.CardDataMissing);
        }

        var step = flow.Session.Exchange(CommandApdu.GenerateAc(reference, flow.Fill(list)), out var response);
        if (step.HasEnded)
        {
            return step;
        }

        if (!response.Status.IsSuccess)
        {
            return StepResult.Stop(TapReason.CardRefused);
        }

        return TryReadCryptogram(response.Data, flow.Card)
            ? Compare(flow, reference, out received)
            : StepResult.Stop(TapReason.BadCardAnswer);
    }

    private static StepResult Compare(TapFlow flow, byte reference, out byte received)
    {
        received = DeclineAc;
        if (!flow.Card.TryGetWellFormed(EmvTags.CryptogramInformation, out var information)
            || !flow.Card.TryGetWellFormed(EmvTags.ApplicationTransactionCounter, out _)
            || !flow.Card.TryGetWellFormed(EmvTags.ApplicationCryptogram, out _))
        {
            return StepResult.Stop(TapReason.CardDataMissing);
        }

        received = (byte)(information[0] & 0xC0);
        var isKnown = received is DeclineAc or OfflineAc or OnlineAc;

        // EMV Book 3, 9: AAC < ARQC < TC; a card may answer less than it was asked for, never more.
        var isUpgrade = Rank(received) > Rank(reference);
        var covered = QvsdcFlow.CoveredType(flow.Card.GetOrEmpty(EmvTags.IssuerApplication));
        var isContradiction = covered != ApplicationCryptogramType.Unknown && (int)covered != received >> 6;
        return 0 switch
        {
            _ when !isKnown => StepResult.Stop(TapReason.BadCardAnswer),
            _ when isContradiction && received != DeclineAc => StepResult.Decline(TapReason.CardDataInconsistent),
            _ when isUpgrade => StepResult.Stop(TapReason.CryptogramUpgraded),
            _ when received == OnlineAc && flow.Reader.IsOfflineOnly =>
                StepResult.Decline(TapReason.ReaderIsOfflineOnly),
            _ => StepResult.Done,
        };
    }

    private static int Rank(byte cryptogram) => cryptogram switch { DeclineAc => 0, OnlineAc => 1, _ => 2 };

    private static bool TryReadCryptogram(ReadOnlyMemory<byte> answer, DataObjects card)
    {
        if (!CardAnswer.TryOpen(answer, EmvTags.ResponseFormat1, out var content))
        {
            return CardAnswer.TryAdd(answer, EmvTags.ResponseFormat2, card);
        }

        // EMV Book 3, 6.5.5.4: format 1 is information, counter, cryptogram and, when there, issuer data.
        return content.Length is >= 11 and <= 43
            && card.TryAdd(EmvTags.CryptogramInformation, content.Span[..1])
            && card.TryAdd(EmvTags.ApplicationTransactionCounter, content.Span[1..3])
            && card.TryAdd(EmvTags.ApplicationCryptogram, content.Span[3..11])
            && (content.Length == 11 || card.TryAdd(EmvTags.IssuerApplication, content.Span[11..]));
    }

    private static TapOutcome Declined(TapFlow flow, byte reference, TapReason remark)
    {
        // DF4B byte 2, bit 5: the device wants its holder to verify and tap again (book C-2, POS cardholder
        // interaction).
        var interaction = flow.Card.GetOrEmpty(EmvTags.PosCardholderInteraction);
        if (interaction.Length == 3 && (interaction[1] & 0x10) != 0)
        {
            return new TapOutcome.TryAgain(TapReason.VerifyOnDevice);
        }

        var own = remark == TapReason.None ? TapReason.TerminalDeclined : remark;
        return new TapOutcome.Declined(reference == DeclineAc ? own : TapReason.CardDeclined);
    }
}
