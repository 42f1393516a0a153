using Tessera.Core.Disputes;
using Tessera.Core.Payments;

namespace Tessera.Core.Settlement;

public sealed class SettlementState
{
    // A weekend and a holiday.
    private const int MostDaysLate = 4;

    // Reports of settled windows and payouts come from the read models.
    private const int SettledDaysKept = 7;

    private readonly SortedDictionary<DateOnly, OpenWindow> open = [];
    private readonly SortedDictionary<DateOnly, SettlementWindow> closed = [];
    private readonly Dictionary<UInt128, MerchantPayout> payouts = [];

    // Oldest first.
    private readonly SortedDictionary<(ulong Merchant, ushort Currency), List<MerchantReserve>> reserves = [];
    private readonly SortedDictionary<(ushort Book, ushort Currency), NetDebitCap> caps = [];

    public DateOnly LastClosed { get; private set; } = DateOnly.MinValue;

    public IEnumerable<SettlementWindow> Closed => closed.Values;

    // The date that money moved now belongs to: today, or the first day whose window is still open.
    public DateOnly BusinessDate(Timestamp at) =>
        at.Date > LastClosed ? at.Date : LastClosed.AddDays(1);

    // The date that another party named, where its day has come, is not long past and its window is still open. No
    // party opens an old window: today's could not be closed before it.
    public DateOnly BusinessDate(Timestamp at, DateOnly wanted) =>
        wanted > LastClosed && wanted <= at.Date && wanted >= at.Date.AddDays(-MostDaysLate)
            ? wanted
            : BusinessDate(at);

    public SettlementWindow? Find(DateOnly businessDate) => closed.GetValueOrDefault(businessDate);

    public OpenWindow? FindOpen(DateOnly businessDate) => open.GetValueOrDefault(businessDate);

    public bool HasOpenBefore(DateOnly businessDate) => open.Keys.Any(date => date < businessDate);

    public bool HasUnsettledBefore(DateOnly businessDate) =>
        closed.Values.Any(window => window.BusinessDate < businessDate && !window.IsSettled);

    public MerchantPayout? Find(PayoutId payout) => payouts.GetValueOrDefault(payout.Value);

    public IEnumerable<NetDebitCap> Caps => caps.Values;

    public NetDebitCap? CapOf(BookId book, Currency currency) => caps.GetValueOrDefault((book.Number, currency.Number));

    public IEnumerable<MerchantReserve> ReservesDue(DateOnly businessDate) =>
        reserves.Values.SelectMany(all => all).Where(reserve => reserve.ReleaseOn <= businessDate);

    // What a merchant's reserves release by a date, and what stays.
    public (long DueMinor, long KeptMinor) Reserved((ulong Merchant, ushort Currency) key, DateOnly businessDate)
    {
        var all = reserves.GetValueOrDefault(key) ?? [];
        return (
            all.Where(reserve => reserve.ReleaseOn <= businessDate).Sum(reserve => reserve.AmountMinor),
            all.Where(reserve => reserve.ReleaseOn > businessDate).Sum(reserve => reserve.AmountMinor));
    }

    // What books came to owe each other and have not paid.
    public IEnumerable<Obligation> Unsettled() => closed.Values
        .Where(window => !window.IsSettled).SelectMany(window => window.Obligations)
        .Concat(open.Values.SelectMany(window => window.Obligations()));

    public void Apply(Payment payment, PaymentEvent.Presented presented) =>
        Window(presented.BusinessDate).Add(payment, presented);

    public void Apply(Payment payment, PaymentEvent.Refunded refunded) =>
        Window(refunded.Refund.BusinessDate).Add(payment, refunded);

    public void Apply(Payment payment, ChargebackEvent change) => Window(change.BusinessDate).Add(payment, change);

    public void Apply(SettlementEvent change)
    {
        switch (change)
        {
            case SettlementEvent.WindowClosed e:
                open.Remove(e.Window.BusinessDate);
                closed.Add(e.Window.BusinessDate, e.Window);
                LastClosed = e.Window.BusinessDate;
                ForgetSettled(LastClosed.AddDays(-SettledDaysKept));
                break;
            case SettlementEvent.WindowSettled e:
                closed[e.BusinessDate] = closed[e.BusinessDate] with { IsSettled = true };
                break;
            case SettlementEvent.MerchantSettled e:
                Apply(e.Settlement);
                break;
            case SettlementEvent.NetDebitCapSet { IsRemoved: true } e:
                caps.Remove((e.Cap.Book, e.Cap.CurrencyNumber));
                break;
            case SettlementEvent.NetDebitCapSet e:
                caps[(e.Cap.Book, e.Cap.CurrencyNumber)] = e.Cap;
                break;
            case SettlementEvent.PayoutInstructed e:
                payouts.Add(e.Payout.Id.Value, e.Payout);
                break;
            case SettlementEvent.PayoutSettled e:
                payouts[e.Payout.Value] = payouts[e.Payout.Value] with { IsSettled = true };
                break;
            default:
                throw new InvariantException("every settlement event has its case");
        }
    }

    public SettlementSnapshot Freeze() => new(
        [.. open.Values.Select(window => window.Close(default))],
        [.. closed.Values],
        [.. payouts.Values],
        [.. reserves.Values.SelectMany(all => all)],
        LastClosed,
        [.. caps.Values]);

    public void Load(SettlementSnapshot snapshot)
    {
        foreach (var window in snapshot.Open)
        {
            open.Add(window.BusinessDate, OpenWindow.Load(window));
        }

        foreach (var window in snapshot.Closed)
        {
            closed.Add(window.BusinessDate, window);
        }

        foreach (var payout in snapshot.Payouts)
        {
            payouts.Add(payout.Id.Value, payout);
        }

        foreach (var reserve in snapshot.Reserves)
        {
            ReservesOf((reserve.MerchantNumber, reserve.CurrencyNumber)).Add(reserve);
        }

        foreach (var cap in snapshot.Caps)
        {
            caps.Add((cap.Book, cap.CurrencyNumber), cap);
        }

        LastClosed = snapshot.LastClosed;
    }

    private void ForgetSettled(DateOnly before)
    {
        var windows = closed.Values.Where(window => window.IsSettled && window.BusinessDate < before)
            .Select(window => window.BusinessDate).ToArray();
        var paid = payouts.Values.Where(payout => payout.IsSettled && payout.BusinessDate < before)
            .Select(payout => payout.Id.Value).ToArray();
        foreach (var date in windows)
        {
            closed.Remove(date);
        }

        foreach (var payout in paid)
        {
            payouts.Remove(payout);
        }
    }

    private OpenWindow Window(DateOnly businessDate)
    {
        Invariant.Check(businessDate > LastClosed, "money moves only in an open window");
        if (!open.TryGetValue(businessDate, out var window))
        {
            open.Add(businessDate, window = new OpenWindow(businessDate));
        }

        return window;
    }

    // The due ones go, drawing takes from the oldest, and what is held comes last.
    private void Apply(MerchantSettlement settled)
    {
        var key = (settled.MerchantNumber, settled.CurrencyNumber);
        var all = ReservesOf(key);
        all.RemoveAll(reserve => reserve.ReleaseOn <= settled.BusinessDate);
        for (var left = settled.ReserveDrawnMinor; left > 0;)
        {
            var taken = Math.Min(left, all[0].AmountMinor);
            left -= taken;
            all[0] = all[0] with { AmountMinor = all[0].AmountMinor - taken };
            if (all[0].AmountMinor == 0)
            {
                all.RemoveAt(0);
            }
        }

        if (settled.HeldMinor > 0)
        {
            all.Add(new MerchantReserve(
                settled.Merchant, settled.MerchantNumber, settled.AcquirerBook, settled.CurrencyNumber,
                settled.HeldMinor, settled.HeldUntil));
        }

        if (all.Count == 0)
        {
            reserves.Remove(key);
        }
    }

    private List<MerchantReserve> ReservesOf((ulong Merchant, ushort Currency) key)
    {
        if (!reserves.TryGetValue(key, out var all))
        {
            reserves.Add(key, all = []);
        }

        return all;
    }
}
