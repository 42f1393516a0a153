using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Core.Payments;
using Tessera.Emv.CardCodes;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Keys;
using Tessera.Hsm;
using Tessera.Journal.Shards;
using Tessera.Primitives;
using Tessera.Server.Operations;
using Tessera.Server.World;
using CoreVerdict = Tessera.Core.Payments.CryptogramVerdict;

namespace Tessera.Server.Acceptance;

/// <summary>The one way in for taps, whatever door they came by: read the chip data, route by account range, verify
/// the cryptogram beside the shard, let Core decide, and answer the card from the committed decision.</summary>
public sealed class TapAuthoriser(
    TesseraWorld world, RemoteFunding funding, GuessLimit guesses, NumberWatch numbers, LiveCounters counters)
{
    /// <summary>8A: the authorisation response code.</summary>
    private static readonly BerTag ResponseCodeTag = new(0x8A);

    private const int LongestResponse = 32;

    /// <summary>91: issuer authentication data.</summary>
    private static readonly BerTag IssuerAuthenticationTag = new(0x91);

    /// <summary>The answer in the language of the REST doors.</summary>
    public async ValueTask<Answer<TapAnswer>> RunAsync(TapMessage tap)
    {
        var result = await DecideAsync(tap);
        if (result.Answer is { } answer)
        {
            return answer;
        }

        return result.Fault.Code != ParseErrorCode.None
            ? new Problem(ProblemKinds.MemberInvalid, $"{result.Fault}.", "$.emv")
            : CommandRunner.Problem(result.Outcome)!;
    }

    /// <summary>A caller with many taps in flight says where it takes up the shard's answers.</summary>
    public async ValueTask<TapResult> DecideAsync(TapMessage tap, AnswerLane? answers = null)
    {
        var chip = default(TapChip);
        if (tap is { NetworkVerdict: null, Track: null } && !TapReader.TryRead(tap.Emv.Span, out chip, out var error))
        {
            return TapResult.Of(error);
        }

        var directory = world.Directory.Index;
        if (directory.FindRange(tap.Number) is not { } range)
        {
            return TapResult.Of(DirectoryRefusal.RangeUnknown);
        }

        var request = new CryptogramRequest(
            range.KeySet, new CardIdentity(tap.Number, tap.SequenceNumber), tap.Emv, RangeProfiles.Of(range));
        var facts = tap.FactsIn(directory, range);
        var barred = BarredBy(tap, range, facts);
        var isForIssuer = facts.IsIssuerOutside && range.Kind == RangeKind.Funding;
        var pan = barred.IsNone ? await PayerRows.FindAsync(world, range, facts, tap.Number) : default;
        var verdict = !barred.IsNone ? CoreVerdict.LeftToIssuer
            : tap.NetworkVerdict ?? (tap.Track is { } track && !isForIssuer
                ? await CodeVerdictAsync(track, range, pan)
                : Verdict(tap, chip, request, isForIssuer));
        var command = Command(tap, chip, facts, verdict) with
        {
            IsCard = range.Kind == RangeKind.Funding, Pan = pan, Barred = barred,
        };
        if (command.Verdict is { IsValid: false, Source: VerdictSource.Own })
        {
            guesses.CountWrong(facts);
        }

        var outcome = await world.Commands.RunAsync(command, tap.Key, answers);
        if (outcome.Reply is not Reply.PaymentDecided decision)
        {
            return new TapResult(null, outcome, default);
        }

        var isRepeat = outcome.Kind == OutcomeKind.Repeated;
        Watch(command, decision, isRepeat);
        if (!decision.IsPending)
        {
            Count(decision, isRepeat);
            return new TapResult(Answer(decision, request, isRepeat), outcome, default);
        }

        if (await funding.FundAsync(decision, tap, answers) is not { } funded)
        {
            return new TapResult(null, new Outcome(OutcomeKind.Unknown, default, null), default);
        }

        Count(funded.Decision, isRepeat);
        var response = range.Kind == RangeKind.Funding ? funded.EmvResponse : [];
        return new TapResult(Answer(funded.Decision, request, isRepeat, response), outcome, default);
    }

    // A withdrawn range takes nothing new; what its issuer is told was decided before.
    private Refusal BarredBy(TapMessage tap, AccountRange range, PaymentFacts facts)
    {
        if (range.IsWithdrawn && tap.AdvisedCode.Length == 0)
        {
            return DirectoryRefusal.RangeUnknown;
        }

        return guesses.IsReached(facts) ? PaymentRefusal.TooManyWrongCryptograms : Refusal.None;
    }

    // A message that comes again, or a cryptogram that is replayed, says nothing of the terminal's generator.
    private void Watch(PaymentCommand.Authorise command, Reply.PaymentDecided decision, bool isRepeat)
    {
        if (!isRepeat && command.Verdict is { IsValid: true, Source: VerdictSource.Own }
            && command.EntryMode != EntryMode.ContactlessMagstripe
            && decision.RefusalNumber != (ushort)PaymentRefusal.CounterUsed)
        {
            numbers.Take(command.Facts.Terminal, command.Verdict.UnpredictableNumber);
        }
    }

    // The track has three digits of the counter: the code must be of the next value that ends in them.
    private async ValueTask<CoreVerdict> CodeVerdictAsync(FilledTrack track, AccountRange range, PanReference pan)
    {
        var found = range.TakesMagStripe
            ? await world.Shard.QueryAsync(state => state.Cards.FindByPan(pan) is { } card
                ? (card.SequenceNumber, state.Cards.CounterOf(card.Id).Highest)
                : ((byte, ushort)?)null)
            : null;
        if (found is not var (sequence, highest) || track.CounterAbove(highest) is not { } counter)
        {
            return CoreVerdict.Invalid;
        }

        var verdict = world.Hsm.VerifyCardCode(new CardCodeRequest(range.KeySet, sequence, track, counter));
        return verdict.IsValid
            ? CoreVerdict.Invalid with { IsValid = true, KeyId = verdict.KeyId, Atc = verdict.Atc }
            : CoreVerdict.Invalid;
    }

    private CoreVerdict Verdict(
        TapMessage tap, in TapChip chip, in CryptogramRequest request, bool isForIssuer)
    {
        if (isForIssuer)
        {
            return CoreVerdict.LeftToIssuer;
        }

        // What was made for an order passes for that order only, and what a terminal got never for one.
        var isForOrder = tap is { EntryMode: EntryMode.InApp, MadeAt: not null };
        if (chip.IsInApp != isForOrder || (tap.EntryMode == EntryMode.InApp && !isForOrder))
        {
            return CoreVerdict.Invalid;
        }

        var verdict = world.Hsm.VerifyCryptogram(request);
        return !verdict.IsValid ? CoreVerdict.Invalid : new CoreVerdict(
            true, verdict.KeyId, verdict.Atc, verdict.AmountMinor, verdict.Currency, verdict.Date,
            verdict.UnpredictableNumber, (Core.Payments.CardholderVerification)verdict.Verification)
        {
            IsRelaySuspected = verdict.IsRelaySuspected,
        };
    }

    private static PaymentCommand.Authorise Command(
        TapMessage tap, in TapChip chip, PaymentFacts facts, CoreVerdict verdict) => new()
    {
        Payment = tap.Payment,
        TraceKey = tap.TraceKey,
        Facts = facts,
        Number = tap.Number,
        AmountMinor = tap.Amount.Minor,
        Currency = tap.Amount.Currency,
        EntryMode = tap.EntryMode,
        MadeAt = tap.MadeAt,
        ApplicationId = chip.IsInApp ? facts.ApplicationPrefix : chip.ApplicationId,
        UnpredictableNumber = chip.UnpredictableNumber,
        Verdict = verdict,
        TraceNumber = tap.TraceNumber,
        RetrievalReference = tap.RetrievalReference,
        AdvisedCode = tap.AdvisedCode,
    };

    // What the card's own issuer said to it goes before what could be made here.
    private TapAnswer Answer(
        Reply.PaymentDecided decision, in CryptogramRequest request, bool isRepeat, byte[]? issuers = null)
    {
        var decline = decision.IsApproved ? null : RefusalTable.Of(Refusal.FromNumber(decision.RefusalNumber));
        var answer = new TapAnswer(decision, decline, issuers ?? [], isRepeat);
        if (request.Field55.IsEmpty || answer.EmvResponse.Length > 0)
        {
            return answer;
        }

        var issuer = world.Hsm.MakeResponse(
            request, IssuerDecision.Of(answer.ResponseCode, decision.IsApproved));
        return answer with { EmvResponse = Response(issuer, answer.ResponseCode) };
    }

    // An invalid cryptogram gets no answer that a card could work on, only the code.
    private static byte[] Response(byte[] issuerAuthentication, string responseCode)
    {
        var writer = new System.Buffers.ArrayBufferWriter<byte>(LongestResponse);
        var tlv = new BerTlvWriter(writer);
        if (issuerAuthentication.Length > 0)
        {
            tlv.Write(IssuerAuthenticationTag, issuerAuthentication);
        }

        tlv.Write(ResponseCodeTag, System.Text.Encoding.ASCII.GetBytes(responseCode));
        return writer.WrittenSpan.ToArray();
    }

    private void Count(Reply.PaymentDecided decision, bool isRepeat)
    {
        if (isRepeat)
        {
            return;
        }

        if (decision.IsApproved)
        {
            counters.PaymentApproved();
        }
        else
        {
            counters.PaymentDeclined();
        }
    }
}
