using Tessera.Core.Payments;

namespace Tessera.Core.Settlement;

public sealed class SettlementState
{
    private readonly SortedDictionary<DateOnly, OpenWindow> open = [];
    private readonly SortedDictionary<DateOnly, SettlementWindow> closed = [];
    private readonly Dictionary<UInt128, MerchantPayout> payouts = [];

    // What closed windows left to each merchant and is not yet paid out; below zero the merchant owes.
    private readonly SortedDictionary<(ulong Merchant, ushort Currency), long> settled = [];

    public DateOnly LastClosed { get; private set; } = DateOnly.MinValue;

    public IEnumerable<SettlementWindow> Closed => closed.Values;

    // The date that money moved now belongs to: today, or the first day whose window is still open.
    public DateOnly BusinessDate(Timestamp at) =>
        at.Date > LastClosed ? at.Date : LastClosed.AddDays(1);

    // The date that another party named, where its day has come and its window is still open.
    public DateOnly BusinessDate(Timestamp at, DateOnly wanted) =>
        wanted > LastClosed && wanted <= at.Date ? wanted : BusinessDate(at);

    public SettlementWindow? Find(DateOnly businessDate) => closed.GetValueOrDefault(businessDate);

    public OpenWindow? FindOpen(DateOnly businessDate) => open.GetValueOrDefault(businessDate);

    public bool HasOpenBefore(DateOnly businessDate) => open.Keys.Any(date => date < businessDate);

    public bool HasUnsettledBefore(DateOnly businessDate) =>
        closed.Values.Any(window => window.BusinessDate < businessDate && !window.IsSettled);

    public MerchantPayout? Find(PayoutId payout) => payouts.GetValueOrDefault(payout.Value);

    public long SettledMinor(ulong merchantNumber, ushort currencyNumber) =>
        settled.GetValueOrDefault((merchantNumber, currencyNumber));

    public void Apply(Payment payment, PaymentEvent.Presented presented) =>
        Window(presented.BusinessDate).Add(payment, presented);

    public void Apply(Payment payment, PaymentEvent.Refunded refunded) =>
        Window(refunded.Refund.BusinessDate).Add(payment, refunded);

    public void Apply(SettlementEvent change)
    {
        switch (change)
        {
            case SettlementEvent.WindowClosed e:
                open.Remove(e.Window.BusinessDate);
                closed.Add(e.Window.BusinessDate, e.Window);
                LastClosed = e.Window.BusinessDate;
                break;
            case SettlementEvent.WindowSettled e:
                var window = closed[e.BusinessDate];
                closed[e.BusinessDate] = window with { IsSettled = true };
                foreach (var line in window.Lines)
                {
                    AddSettled(line.MerchantNumber, line.CurrencyNumber, line.NetMinor);
                }

                break;
            case SettlementEvent.PayoutInstructed e:
                payouts.Add(e.Payout.Id.Value, e.Payout);
                AddSettled(e.Payout.MerchantNumber, e.Payout.CurrencyNumber, -e.Payout.AmountMinor);
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
        [.. settled.Select(s => new SettledBalance(s.Key.Merchant, s.Key.Currency, s.Value))],
        LastClosed);

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

        foreach (var balance in snapshot.Settled)
        {
            settled.Add((balance.MerchantNumber, balance.CurrencyNumber), balance.AmountMinor);
        }

        LastClosed = snapshot.LastClosed;
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

    private void AddSettled(ulong merchant, ushort currency, long amount) =>
        settled[(merchant, currency)] = settled.GetValueOrDefault((merchant, currency)) + amount;
}
