using System.Collections.Concurrent;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Terminal.Acceptance;
using Tessera.Terminal.Acquiring;

namespace Tessera.Terminal.Till;

/// <summary>
/// The till: takes an amount, runs the kernel against whatever is held to the reader, applies the merchant's policy,
/// asks the acquirer and prints the receipt.
/// </summary>
public sealed class PointOfSale
{
    private readonly TillSettings _settings;
    private readonly IAcquirer _acquirer;
    private readonly TillMemory _memory;
    private readonly TimeProvider _time;
    private readonly ContactlessReader _reader;
    private readonly ConcurrentDictionary<string, int> _refusals = new(StringComparer.Ordinal);

    /// <summary>
    /// Sets up a till. It keeps no approvals for clearing, so its reader may not take offline ones; it has no PIN pad,
    /// so its reader may not ask for an online PIN.
    /// </summary>
    public PointOfSale(TillSettings settings, IAcquirer acquirer, TillMemory memory, TimeProvider time)
    {
        Invariant.Check(!settings.Reader.AcceptsUnauthenticatedOffline, "this till keeps no offline approvals");
        Invariant.Check(!settings.Reader.HasOnlinePin, "this till takes no PIN");
        Invariant.Check(
            !settings.Reader.TakesMagStripeMode || acquirer.TakesTracks, "this way to the acquirer carries no tracks");
        _settings = settings;
        _acquirer = acquirer;
        _memory = memory;
        _time = time;
        _reader = new ContactlessReader(settings.Reader, time);
    }

    /// <summary>Taps refused by the merchant's policy, by payment system.</summary>
    public IReadOnlyDictionary<string, int> Refusals => _refusals;

    /// <summary>Takes one payment.</summary>
    /// <param name="amount">Above zero, in the till's currency.</param>
    /// <param name="card">What is held to the reader.</param>
    /// <param name="cancel">Stops waiting; <see cref="ResolveUnknownAsync"/> then clears up.</param>
    public async Task<SaleResult> SellAsync(Money amount, CardChannel card, CancellationToken cancel = default)
    {
        Invariant.Check(amount.Minor > 0, "a sale has an amount above zero");
        if (!_settings.Policy.TakesContactless)
        {
            return await RefuseAsync(AcceptancePolicy.Contactless, cancel);
        }

        var utc = _time.GetUtcNow().UtcDateTime;
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, _settings.Zone);
        var trace = _memory.NextNumber();
        var outcome = _reader.Run(new TapRequest(amount, local, UnpredictableNumbers.Next(), trace), card);
        return outcome switch
        {
            TapOutcome.OnlineRequest online =>
                await AskAsync(new Sale(online.Authorisation, trace, local, utc), cancel),
            TapOutcome.Declined declined => End(SaleStatus.Declined, declined.Reason),
            TapOutcome.TryAgain again => End(SaleStatus.TapAgain, again.Reason),
            TapOutcome.EndApplication ended => End(SaleStatus.NotUsable, ended.Reason),
            _ => End(SaleStatus.NotUsable, TapReason.None),
        };
    }

    /// <summary>Clears up sales that got no answer; gives how many remain.</summary>
    public Task<int> ResolveUnknownAsync(CancellationToken cancel = default) => _acquirer.ResolveUnknownAsync(cancel);

    private static SaleResult End(SaleStatus status, TapReason reason) =>
        new(status, "", reason, null, ReceiptText.Notice(status, reason));

    private async Task<SaleResult> AskAsync(Sale sale, CancellationToken cancel)
    {
        var system = SystemOf(sale);
        if (_settings.Policy.Refused.Contains(system))
        {
            return await RefuseAsync(system, cancel);
        }

        var answer = await _acquirer.AuthoriseAsync(sale, cancel);
        var status = answer.Outcome switch
        {
            AcquirerOutcome.Approved => SaleStatus.Approved,
            AcquirerOutcome.Declined => SaleStatus.Declined,
            _ => SaleStatus.Unknown,
        };
        var receipt = ReceiptText.Print(_settings, sale, system, status, answer);
        return new SaleResult(status, system, TapReason.None, answer, receipt) { Tap = sale.Authorisation };
    }

    private async Task<SaleResult> RefuseAsync(string system, CancellationToken cancel)
    {
        _refusals.AddOrUpdate(system, 1, (_, count) => count + 1);
        await _acquirer.TryReportRefusedAsync(system, cancel);
        return new SaleResult(
            SaleStatus.Refused, system, TapReason.None, null, ReceiptText.Notice(SaleStatus.Refused, TapReason.None));
    }

    private string SystemOf(Sale sale) => _settings.Policy.NameOf(
        sale.Authorisation.ApplicationIdentifier.Span, sale.Authorisation.Pan.Reveal());
}
