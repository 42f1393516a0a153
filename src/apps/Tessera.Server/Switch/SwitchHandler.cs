using Tessera.Core;
using Tessera.Core.Clearing;
using Tessera.Core.Payments;
using Tessera.Iso8583;
using Tessera.Journal.Shards;
using Tessera.Primitives;
using Tessera.Server.Acceptance;
using Tessera.Server.Http;
using Tessera.Server.Switch.Readers;
using Tessera.Server.World;

namespace Tessera.Server.Switch;

/// <summary>
/// The payment messages of the door, below links and sockets: bytes to command, outcome to bytes. An answer is made
/// from the request and the committed decision only, so that a repeat gets the same bytes.
/// </summary>
internal sealed class SwitchHandler(
    SwitchCounters counters,
    TesseraWorld world,
    TapAuthoriser taps,
    PresentmentReader presentments,
    IdempotencyKeys keys)
{
    private const ushort Authorisation = 0x0100;
    private const ushort Advice = 0x0120;
    private const ushort PresentmentAdvice = 0x0220;
    private const ushort Reversal = 0x0400;
    private const ushort ReversalAdvice = 0x0420;
    private const ushort Report = 0x0620;
    private static readonly byte[] Silence = [];

    public ValueTask<byte[]> HandleAsync(SwitchRequest request, in IsoMessage message) =>
        message.Type.Original.Value switch
        {
            Authorisation or Advice => AuthoriseAsync(request, message),
            // Captures of a merchant of ours are its own act.
            PresentmentAdvice when request.Sender.IsOutside => PresentAsync(request, message),
            Reversal or ReversalAdvice => ReverseAsync(request, message),
            Report => ReportAsync(request, message),
            _ => new(Write(request, new AnswerFields(SwitchCodes.InvalidTransaction))),
        };

    private ValueTask<byte[]> AuthoriseAsync(SwitchRequest request, in IsoMessage message) =>
        AuthorisationReader.TryRead(
            message, request.Sender, world.Directory.Index, keys, out TapMessage tap, out DoorRefusal refusal)
            ? AuthoriseAsync(request, tap)
            : new(Refuse(request, refusal));

    private async ValueTask<byte[]> AuthoriseAsync(SwitchRequest request, TapMessage tap)
    {
        TapResult result = await taps.DecideAsync(tap, request.Lane);
        if (result.Answer is { } answer)
        {
            return Write(request, new AnswerFields(SwitchCodes.Of(answer.ResponseCode))
            {
                ApprovalCode = answer.Decision.ApprovalCode,
                ChipObjects = answer.EmvResponse,
            });
        }

        return result.Fault.Code != ParseErrorCode.None
            ? Refuse(request, DoorRefusal.Of(result.Fault))
            : WithoutReply(request, result.Outcome);
    }

    private ValueTask<byte[]> ReverseAsync(SwitchRequest request, in IsoMessage message) =>
        ReversalReader.TryRead(
            message, request.Sender, world.Directory.Index, keys, out var reversal, out DoorRefusal refusal)
            ? ReverseAsync(request, reversal.Command, reversal.Key)
            : new(Refuse(request, refusal));

    private async ValueTask<byte[]> ReverseAsync(SwitchRequest request, PaymentCommand.Reverse command, CommandKey key)
    {
        return Changed(request, await world.Commands.RunAsync(command, key, request.Lane));
    }

    private ValueTask<byte[]> PresentAsync(SwitchRequest request, in IsoMessage message) =>
        presentments.TryRead(message, request.Sender, out Presentment presentment, out DoorRefusal refusal)
            ? PresentAsync(request, presentment)
            : new(Refuse(request, refusal));

    private async ValueTask<byte[]> PresentAsync(SwitchRequest request, Presentment presentment)
    {
        ClearingCommand command = presentment.Command is ClearingCommand.Present present
            ? present with
            {
                Pan = await PayerRows.FindAsync(world, presentment.Range, present.Facts, presentment.Number),
            }
            : presentment.Command;
        return Changed(request, await world.Commands.RunAsync(command, presentment.Key, request.Lane));
    }

    private ValueTask<byte[]> ReportAsync(SwitchRequest request, in IsoMessage message) =>
        ReportReader.TryRead(
            message, request.Sender, world.Directory.Index, keys, out var report, out DoorRefusal refusal)
            ? ReportAsync(request, report.Command, report.Key)
            : new(Refuse(request, refusal));

    private async ValueTask<byte[]> ReportAsync(
        SwitchRequest request, PaymentCommand.ReportRefusedAttempt command, CommandKey key)
    {
        Outcome outcome = await world.Commands.RunAsync(command, key, request.Lane);
        return outcome.Reply is null
            ? WithoutReply(request, outcome)
            : Write(request, new AnswerFields(ResponseCode.Approved));
    }

    private byte[] Changed(SwitchRequest request, in Outcome outcome)
    {
        if (outcome.Reply is not Reply.PaymentChanged changed)
            return WithoutReply(request, outcome);
        ResponseCode code = changed.RefusalNumber == 0
            ? ResponseCode.Approved : SwitchCodes.Of(Refusal.FromNumber(changed.RefusalNumber));
        return Write(request, new AnswerFields(code));
    }

    /// <summary>
    /// Rejected is final: nothing happened. So is busy to a first request. Where nobody knows what happened there is no
    /// answer, and the sender repeats or reverses.
    /// </summary>
    private byte[] WithoutReply(SwitchRequest request, in Outcome outcome)
    {
        switch (outcome.Kind)
        {
            case OutcomeKind.Rejected:
                return Write(request, new AnswerFields(SwitchCodes.Of(outcome.Refusal)));
            case OutcomeKind.Busy or OutcomeKind.Faulted when !request.ComesAgain:
                return Write(request, new AnswerFields(ResponseCode.SystemMalfunction));
            default:
                counters.LeftUnanswered();
                return Silence;
        }
    }

    private byte[] Refuse(SwitchRequest request, DoorRefusal refusal)
    {
        if (refusal.Code == ResponseCode.FormatError)
            counters.FormatErrorAnswered();
        return Write(request, new AnswerFields(refusal.Code) { FaultPath = refusal.Path });
    }

    private static byte[] Write(SwitchRequest request, in AnswerFields answer)
    {
        _ = IsoMessage.TryRead(request.Message.Span, request.Answers.Dialect, out IsoMessage message, out _);
        return request.Answers.Write(message, answer);
    }
}
