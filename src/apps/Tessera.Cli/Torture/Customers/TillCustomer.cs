using System.Globalization;
using Tessera.Primitives;
using Tessera.Terminal.Acquiring;

namespace Tessera.Cli.Torture.Customers;

/// <summary>Pays at a till over ISO 8583: 0100, as 0101 until it is answered; now and then it is taken back by 0400
/// instead, or after its approval.</summary>
internal sealed class TillCustomer(Purse purse, ToldBook book, int seed, TillLink link, IsoSettings till)
    : Customer(purse, book, seed)
{
    private const int OneInTakenBackUnanswered = 4;
    private const int OneInTakenBack = 10;
    private const string Busy = "96";

    private readonly IsoMessages messages = new(till);

    protected override async Task PayAsync(CancellationToken cancel)
    {
        var told = new ToldPayment(Book.NextTrace(), Random.Next(1, MostMinor));
        Book.Write(told);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var sale = new Sale(Purse.Tap(told.AmountMinor, told.Trace), told.Trace, now, now);
        var key = new PendingReversal(
            told.Trace, IsoMessages.Transmission(now), told.AmountMinor, Currency.Usd.Number, "000000",
            told.Trace.ToString("D12", CultureInfo.InvariantCulture));
        var first = await DecidedAsync(messages.Request(sale, key, isRepeat: false), key, cancel);
        if (first is null && Random.Next(OneInTakenBackUnanswered) == 0)
        {
            await TakeBackAsync(told, key, cancel);
            return;
        }

        var repeat = messages.Request(sale, key, isRepeat: true);
        var answer = first ?? await InsistAsync(_ => DecidedAsync(repeat, key, cancel), cancel);
        told = Told(told, messages.Read(answer, key));
        Book.Acknowledge(told);
        Keep(again => AskAgainAsync(repeat, key, answer, again));
        if (told.Answer == TapAnswer.Approved && Random.Next(OneInTakenBack) == 0)
        {
            await TakeBackAsync(told, key, cancel);
        }
    }

    private static ToldPayment Told(ToldPayment told, AcquirerAnswer answer) => told with
    {
        Answer = answer.Outcome == AcquirerOutcome.Approved ? TapAnswer.Approved : TapAnswer.Declined,
        Code = answer.ResponseCode,
    };

    /// <summary>Null also when the server was too busy to decide.</summary>
    private async Task<byte[]?> DecidedAsync(byte[] request, PendingReversal key, CancellationToken cancel) =>
        await link.AskAsync(request, cancel) is { } answer && messages.Read(answer, key).ResponseCode != Busy
            ? answer : null;

    private async Task TakeBackAsync(ToldPayment told, PendingReversal key, CancellationToken cancel)
    {
        var act = new ToldAct(ActKind.Reversal, told.AmountMinor);
        told = told with { OpenAct = act };
        Book.Write(told);
        var (trace, now) = (Book.NextTrace(), TimeProvider.System.GetUtcNow().UtcDateTime);
        var answer = await InsistAsync(
            async isRepeat => await link.AskAsync(messages.Reversal(key, trace, now, isRepeat), cancel) is { } heard
                && messages.ReadReversal(heard, out _) != ReversalOutcome.Open ? heard : null,
            cancel);
        var isReleased = messages.ReadReversal(answer, out _) == ReversalOutcome.Released;
        Book.Acknowledge(told.Answered(isReleased ? act : null));
    }

    private async Task<string?> AskAgainAsync(
        byte[] repeat, PendingReversal key, byte[] first, CancellationToken cancel)
    {
        var second = await InsistAsync(_ => DecidedAsync(repeat, key, cancel), cancel);
        return second.AsSpan().SequenceEqual(first)
            ? null : $"trace {key.TraceNumber}: the answer to a repeated 0101 differs from the first one";
    }
}
