// EMV contactless book C-2, relay resistance protocol, as generally known.
using Tessera.Emv.Apdu;
using Tessera.Emv.Applet;
using Tessera.Emv.Bits;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Objects;

namespace Tessera.Emv.Kernel.Steps;

/// <summary>
/// Measures how long the card takes for one small exchange and compares with what it states. The results stand in
/// byte 5 of the terminal results, which the cryptogram covers; the card's own number comes back in the signature or
/// in the covered issuer data, so that a relay cannot answer in the card's place.
/// </summary>
internal static class RelayCheck
{
    private const int EntropyBytes = 4;
    private const long UnitsPerSecond = 10_000;

    public static StepResult Run(TapFlow flow, ApplicationInterchangeProfile profile)
    {
        if (!profile.Has(AipBit.RelayResistance))
        {
            return StepResult.Done;
        }

        if (flow.Reader.Relay is not { } bounds)
        {
            flow.Raise(TvrBit.RelayProtocolNotPerformed);
            return StepResult.Done;
        }

        flow.Raise(TvrBit.RelayProtocolPerformed);
        for (var attempt = 1; ; attempt++)
        {
            var step = Exchange(flow, out var timing, out var elapsed);
            if (step.HasEnded)
            {
                return step;
            }

            // Faster than the card itself says it can be: it is not the card that answered.
            var processing = elapsed - bounds.CommandTime - Math.Min(bounds.AnswerTime, timing.Transmission);
            if (processing < timing.Minimum - bounds.MinimumGrace)
            {
                return StepResult.Stop(TapReason.RelaySuspected);
            }

            if (processing <= timing.Maximum + bounds.MaximumGrace)
            {
                return StepResult.Done;
            }

            if (attempt >= bounds.Tries)
            {
                flow.Raise(TvrBit.RelayTimeLimitsExceeded);
                return StepResult.Done;
            }
        }
    }

    /// <summary>False when the card took part in another exchange than ours, or in none.</summary>
    public static bool IsProved(TapFlow flow, bool isSigned)
    {
        if (flow.RelayData.Length == 0 || isSigned
            || !IssuerApplication.TryReadAs(
                IssuerApplicationFormat.MChip, flow.Card.GetOrEmpty(EmvTags.IssuerApplication), out var issuer)
            || issuer.Version != CryptogramRules.TesseraAesVersion)
        {
            return true;
        }

        return issuer.Counters.Slice(2, EntropyBytes).SequenceEqual(flow.RelayData.AsSpan(EntropyBytes, EntropyBytes));
    }

    private static StepResult Exchange(TapFlow flow, out RelayTiming timing, out long elapsed)
    {
        timing = default;
        byte[] number = flow.Terminal.GetOrEmpty(EmvTags.UnpredictableNumber).ToArray();
        var since = flow.Time.GetTimestamp();
        var step = flow.Session.Exchange(CommandApdu.ExchangeRelayResistanceData(number), out var response);
        elapsed = flow.Time.GetElapsedTime(since).Ticks * UnitsPerSecond / TimeSpan.TicksPerSecond;
        if (step.HasEnded)
        {
            return step;
        }

        if (!response.Status.IsSuccess
            || !CardAnswer.TryOpen(response.Data, EmvTags.ResponseFormat1, out var content)
            || content.Length != EntropyBytes + RelayTiming.Bytes)
        {
            return StepResult.Stop(TapReason.BadCardAnswer);
        }

        timing = RelayTiming.Read(content.Span[EntropyBytes..]);
        flow.RelayData = [.. number, .. content.Span];
        return StepResult.Done;
    }
}
