using System.Globalization;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Terminal.Acquiring;
using Tessera.Terminal.Till;

namespace Tessera.Cli.Readers;

/// <summary>
/// The till behind the verb: with an acquirer it sells; without one it shows how far the card and the kernel came.
/// </summary>
internal sealed class ReaderTill(TillSettings settings, IAcquirer? acquirer, TillMemory memory, HttpClient? http)
    : IDisposable
{
    public async Task<ReaderSale> SellAsync(Money amount, CardChannel card, CancellationToken cancel)
    {
        if (acquirer is null)
        {
            return Try(amount, card);
        }

        var result = await new PointOfSale(settings, acquirer, memory, TimeProvider.System)
            .SellAsync(amount, card, cancel);
        return new ReaderSale(
            result.Status.ToString().ToLowerInvariant(), result.Status == SaleStatus.Approved, amount, result.Reason,
            result.Tap, result.Answer, result.Receipt);
    }

    public void Dispose()
    {
        (acquirer as IDisposable)?.Dispose();
        memory.Dispose();
        http?.Dispose();
    }

    private ReaderSale Try(Money amount, CardChannel card)
    {
        var request = new TapRequest(
            amount, TimeProvider.System.GetUtcNow().UtcDateTime, UnpredictableNumbers.Next(), memory.NextNumber());
        return new ContactlessReader(settings.Reader).Run(request, card) switch
        {
            TapOutcome.OnlineRequest e => Show("asks_online", amount, e.Authorisation),
            TapOutcome.Declined e => End("declined", amount, e.Reason),
            TapOutcome.TryAgain e => End("tap_again", amount, e.Reason),
            TapOutcome.EndApplication e => End("not_usable", amount, e.Reason),
            var other => End(other.GetType().Name, amount, TapReason.None),
        };
    }

    private static ReaderSale Show(string outcome, Money amount, TapAuthorisation tap) => new(
        outcome, IsGood: true, amount, TapReason.None, tap, Answer: null,
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            The card asks its issuer to approve {amount}; no acquirer is named, so nobody was asked.
              card         {tap.Pan}
              application  {Convert.ToHexString(tap.ApplicationIdentifier.Span)}, kernel {tap.KernelId}
              counter      {tap.TransactionCounter}
              verification {tap.Verification}

            """));

    private static ReaderSale End(string outcome, Money amount, TapReason reason) => new(
        outcome, IsGood: false, amount, reason, Tap: null, Answer: null,
        $"{outcome.Replace('_', ' ')}: {reason}\n");
}
