using System.Collections.Concurrent;
using Tessera.Core;
using Tessera.Core.Partners;
using Tessera.Core.Payments;
using Tessera.Journal;
using Tessera.Journal.Shards;
using Tessera.Primitives;
using Tessera.Server.Partners;
using Tessera.Server.Switch;
using Tessera.Server.World;

namespace Tessera.Server.Acceptance;

/// <summary>
/// Asks an outside issuer for the funds of a payment that Core has registered as requested, and concludes it: once,
/// whoever asks meanwhile gets the same end. A payment whose exchange nobody runs any more is concluded as unknown.
/// </summary>
public sealed class RemoteFunding(
    TesseraWorld world,
    PartnerLinks links,
    IssuerMessages messages,
    SwitchSettings settings,
    ILogger<RemoteFunding> log)
{
    private const int MostEndsKept = 10_000;
    private const int MostOrphansAtOnce = 100;

    private static readonly TimeSpan LongestExchange = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<UInt128, Lazy<Task<FundedPayment?>>> exchanges = [];
    private readonly ConcurrentQueue<UInt128> ends = [];

    // An issuer is asked once: where its answer could not be committed, the next exchange takes it up.
    private readonly ConcurrentDictionary<UInt128, Lazy<Task<(FundingAnswer Answer, byte[] Chip)>>> asked = [];

    /// <summary>Null when the shard cannot say what became of it; a repeat will. The end is taken up where the first
    /// that asks takes up its answers.</summary>
    public Task<FundedPayment?> FundAsync(Reply.PaymentDecided decision, TapMessage tap, AnswerLane? answers) =>
        exchanges.GetOrAdd(
            decision.Payment.Value,
            static (_, call) => new Lazy<Task<FundedPayment?>>(
                () => call.This.ExchangeAsync(call.decision, call.tap, call.answers)),
            (This: this, decision, tap, answers)).Value;

    /// <summary>After a start nobody waits for what was asked before it, whatever the clocks said.</summary>
    public async Task ConcludeAllAsync()
    {
        var requested = await world.Shard.QueryAsync(
            state => state.Payments.Requested().Select(payment => payment.Id).ToArray());
        foreach (var payment in requested)
            await ConcludeAsync(payment, FundingAnswer.Unknown, []);
    }

    /// <summary>Ends what an exchange of ours left open and nobody asked for again: at once where the issuer has
    /// answered and the shard could not take it then.</summary>
    public async Task ConcludeOrphansAsync()
    {
        foreach (var (payment, call) in asked.OrderBy(entry => entry.Key))
        {
            if (!exchanges.ContainsKey(payment) && call.Value is { IsCompletedSuccessfully: true } end)
            {
                var (answer, chip) = await end;
                await ConcludeAsync(new PaymentId(payment), answer, chip);
            }
        }

        var instant = Timestamp.FromDateTimeOffset(world.Time.GetUtcNow()).Plus(-LongestExchange);
        var requested = await world.Shard.QueryAsync(state => state.Payments.Requested()
            .TakeWhile(payment => payment.AuthorisedAt <= instant).Take(MostOrphansAtOnce)
            .Select(payment => payment.Id).ToArray());
        foreach (var payment in requested.Where(id => !exchanges.ContainsKey(id.Value)))
            await ConcludeAsync(payment, FundingAnswer.Unknown, []);
    }

    private async Task<FundedPayment?> ExchangeAsync(
        Reply.PaymentDecided decision, TapMessage tap, AnswerLane? answers)
    {
        var id = decision.Payment;
        try
        {
            if ((decision.Asked ?? await FindAsync(id)) is not { } request)
                return await ConcludeAsync(id, FundingAnswer.Unknown, [], answers);
            var (answer, chip) = await asked.GetOrAdd(
                id.Value, _ => new(() => AskAsync(request, tap))).Value;
            return await ConcludeAsync(id, answer, chip, answers);
        }
        catch (JournalException)
        {
            exchanges.TryRemove(id.Value, out _);
            return null;
        }
    }

    private async ValueTask<FundingRequest?> FindAsync(PaymentId id) => await world.Shard.QueryAsync(
        state => state.Payments.Find(id) is { State: PaymentState.Requested } payment
            ? new FundingRequest(payment, state.Cards.FindCard(payment.Card)?.ExpiryYearMonth ?? 0) : null);

    private async Task<(FundingAnswer Answer, byte[] Chip)> AskAsync(FundingRequest wanted, TapMessage tap)
    {
        try
        {
            var code = world.Directory.Current.FindParticipant(new(wanted.Payment.Facts.IssuerBook))?.Code ?? "";
            return links.Find(code) is { } link && await messages.RequestAsync(wanted, tap) is { } request
                ? Read(await link.CallAsync(request, settings.FundingTime))
                : (FundingAnswer.NotSent, []);
        }
        catch (Exception fault)
        {
            // Whatever went wrong here, the payment must end.
            log.LogError("A request to an issuer failed: {Fault}", fault.GetType().Name);
            return (FundingAnswer.Unknown, []);
        }
    }

    private static (FundingAnswer Answer, byte[] Chip) Read(CallAnswer? answer)
    {
        if (answer is { IsSent: false })
            return (FundingAnswer.NotSent, []);
        if (answer is null || answer.Code == default)
            return (FundingAnswer.Unknown, []);
        var message = answer.Message;
        Span<byte> chip = stackalloc byte[512];
        int length = message[55].IsPresent ? Math.Max(0, message[55].CopyBytes(chip)) : 0;
        var approval = message[38].IsPresent ? message[38].ToText() : "";
        var code = answer.Code.ToString();
        return (
            IssuerResponses.IsApproval(code) ? FundingAnswer.Approved(approval) : FundingAnswer.Declined(code),
            chip[..length].ToArray());
    }

    // One command id per payment: whatever is said later, the first conclusion stands and is what a repeat hears.
    private async Task<FundedPayment?> ConcludeAsync(
        PaymentId payment, FundingAnswer answer, byte[] chip, AnswerLane? answers = null)
    {
        var key = new CommandKey(DerivedId.Number(payment.Value, "conclude"), 0);
        var outcome = await world.Commands.RunAsync(new PaymentCommand.Conclude(payment, answer), key, answers);
        if (outcome.Reply is not Reply.PaymentDecided decided)
        {
            exchanges.TryRemove(payment.Value, out _);
            return null;
        }

        asked.TryRemove(payment.Value, out _);
        Keep(payment.Value);
        return new FundedPayment(decided, outcome.Kind == OutcomeKind.Decided ? chip : []);
    }

    private void Keep(UInt128 payment)
    {
        ends.Enqueue(payment);
        while (ends.Count > MostEndsKept && ends.TryDequeue(out var oldest))
            exchanges.TryRemove(oldest, out _);
    }
}
