// EMV contactless book C-2 (kernel 2): mag-stripe mode, as generally known.
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Tessera.Emv.Apdu;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Emv.Kernel.Steps;

/// <summary>
/// The old mode: a code over a number of few digits, in a track that otherwise never changes. It runs only where the
/// reader's owner has switched it on.
/// </summary>
internal static class MagStripeFlow
{
    private static readonly BerTag[] Needed =
    [
        EmvTags.Track2Data, EmvTags.Cvc3PlacesTrack2, EmvTags.NumberPlacesTrack2, EmvTags.CounterDigitsTrack2,
    ];

    /// <summary>Records are read already; their objects mean what this mode says (9F66 is no qualifier here).</summary>
    public static TapOutcome Run(TapFlow flow)
    {
        var card = new DataObjects();
        foreach (var record in flow.Records)
        {
            TakeOwn(record, card);
        }

        if (Needed.Any(tag => !card.Contains(tag))
            || !Track2.TryRead(card.GetOrEmpty(EmvTags.Track2Data), out var track, out _)
            || card.GetOrEmpty(EmvTags.NumberPlacesTrack2).Length != 2
            || card.GetOrEmpty(EmvTags.Cvc3PlacesTrack2).Length != 2)
        {
            return new TapOutcome.EndApplication(TapReason.CardDataMissing);
        }

        var numberPlaces = BinaryPrimitives.ReadUInt16BigEndian(card.GetOrEmpty(EmvTags.NumberPlacesTrack2));
        var codePlaces = BinaryPrimitives.ReadUInt16BigEndian(card.GetOrEmpty(EmvTags.Cvc3PlacesTrack2));
        var counterDigits = card.GetOrEmpty(EmvTags.CounterDigitsTrack2)[0];
        var numberDigits = BitOperations.PopCount(numberPlaces) - counterDigits;
        if (numberDigits is < 0 or > 8 || counterDigits > 5)
        {
            return new TapOutcome.EndApplication(TapReason.CardDataInconsistent);
        }

        var number = (flow.Request.UnpredictableNumber % Power(numberDigits))
            .ToString("D8", CultureInfo.InvariantCulture);
        var step = Compute(flow, Convert.FromHexString(number), out var code, out var counter);
        if (step.HasEnded)
        {
            return step.Outcome!;
        }

        var filled = new TrackFiller(track.Discretionary);
        filled.Place(codePlaces, code);
        filled.Place(numberPlaces, number[^Math.Max(numberDigits, 0)..]
            + counter.ToString("D5", CultureInfo.InvariantCulture)[^counterDigits..]);
        filled.PlaceLast(numberDigits);
        return new TapOutcome.OnlineRequest(new TapAuthorisation
        {
            Pan = track.Pan,
            ExpiryYymm = track.ExpiryYymm,
            ServiceCode = track.ServiceCode,
            Amount = flow.Request.Amount,
            Field55 = default,
            Entry = TapEntry.ContactlessMagStripe,
            Track2 = $"{track.Pan.Reveal()}D{track.ExpiryYymm}{track.ServiceCode}{filled}",
            Verification = TapVerification.None,
            ApplicationIdentifier = flow.Candidate.Name,
            KernelId = flow.Candidate.Application.KernelId,
            TransactionCounter = counter,
        });
    }

    private static StepResult Compute(TapFlow flow, byte[] number, out string code, out ushort counter)
    {
        (code, counter) = ("", 0);
        var step = flow.Session.Exchange(CommandApdu.ComputeChecksum(number), out var response);
        if (step.HasEnded)
        {
            return step;
        }

        var answer = new DataObjects();
        if (!response.Status.IsSuccess || !CardAnswer.TryAdd(response.Data, EmvTags.ResponseFormat2, answer)
            || answer.GetOrEmpty(EmvTags.Cvc3Track2).Length != 2
            || answer.GetOrEmpty(EmvTags.ApplicationTransactionCounter).Length != 2)
        {
            return StepResult.Stop(TapReason.BadCardAnswer);
        }

        code = BinaryPrimitives.ReadUInt16BigEndian(answer.GetOrEmpty(EmvTags.Cvc3Track2))
            .ToString("D5", CultureInfo.InvariantCulture);
        counter = BinaryPrimitives.ReadUInt16BigEndian(answer.GetOrEmpty(EmvTags.ApplicationTransactionCounter));
        return StepResult.Done;
    }

    private static uint Power(int digits)
    {
        var value = 1u;
        for (var index = 0; index < digits; index++)
        {
            value *= 10;
        }

        return value;
    }

    private static void TakeOwn(ReadOnlyMemory<byte> record, DataObjects card)
    {
        if (!CardAnswer.TryOpen(record, EmvTags.RecordTemplate, out var content))
        {
            return;
        }

        var reader = new BerTlvReader(content.Span);
        while (reader.TryReadNext(out var tag, out var value, out _, out _))
        {
            if (Needed.Contains(tag))
            {
                card.TryAdd(tag, value);
            }
        }
    }
}
