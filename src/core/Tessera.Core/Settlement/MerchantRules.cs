using Tessera.Core.Clearing;
using Tessera.Core.Payments;

namespace Tessera.Core.Settlement;

// What a window leaves to each merchant: debt is collected before anything is paid, a new reserve is held back, and a
// merchant whose refunds and chargebacks outran its captures falls back on its reserve and then owes.
internal static class MerchantRules
{
    public static MerchantSettlement[] Settle(ShardState state, SettlementWindow window)
    {
        var nets = new SortedDictionary<(ulong Merchant, ushort Currency), MerchantSettlement>();
        foreach (var line in window.Lines)
        {
            nets.Add((line.MerchantNumber, line.CurrencyNumber), new MerchantSettlement
            {
                Merchant = line.Merchant,
                MerchantNumber = line.MerchantNumber,
                AcquirerBook = line.AcquirerBook,
                CurrencyNumber = line.CurrencyNumber,
                BusinessDate = window.BusinessDate,
                NetMinor = line.NetMinor,
                HeldMinor = ToHold(state, line),
            });
        }

        foreach (var reserve in state.Settlement.ReservesDue(window.BusinessDate))
        {
            nets.TryAdd((reserve.MerchantNumber, reserve.CurrencyNumber), new MerchantSettlement
            {
                Merchant = reserve.Merchant,
                MerchantNumber = reserve.MerchantNumber,
                AcquirerBook = reserve.AcquirerBook,
                CurrencyNumber = reserve.CurrencyNumber,
                BusinessDate = window.BusinessDate,
                NetMinor = 0,
            });
        }

        return [.. nets.Values.Select(net => Settle(state, net)).Where(settled => !settled.IsEmpty)];
    }

    private static MerchantSettlement Settle(ShardState state, MerchantSettlement net)
    {
        var key = (net.MerchantNumber, net.CurrencyNumber);
        var (released, kept) = state.Settlement.Reserved(key, net.BusinessDate);
        var debt = state.Ledger.Read(AccountId.Of(
            new BookId(net.AcquirerBook), AccountRole.MerchantDebt, new Currency(net.CurrencyNumber),
            net.MerchantNumber)).BalanceMinor;
        var payable = net.NetMinor + released;
        var collected = Math.Min(debt, Math.Max(0, payable));
        var rest = payable - collected;
        var drawn = Math.Min(kept, Math.Max(0, -rest));
        var made = Math.Max(0, -rest - drawn);
        var held = Math.Min(net.HeldMinor, Math.Max(0, rest));
        var settled = net with
        {
            ReleasedMinor = released,
            DebtCollectedMinor = collected,
            ReserveDrawnMinor = drawn,
            DebtMadeMinor = made,
            HeldMinor = held,
            HeldUntil = held == 0 ? default : net.BusinessDate.AddDays(Days(state, net.Merchant)),
            PayoutMinor = Math.Max(0, rest) - held,
        };
        settled.Check();
        return settled;
    }

    private static long ToHold(ShardState state, MerchantLine line) => PresentmentFees.Share(
        new Money(line.CapturedMinor, new Currency(line.CurrencyNumber)),
        state.Directory.FindMerchant(line.Merchant)?.ReserveBasisPoints ?? 0);

    private static int Days(ShardState state, MerchantId merchant) =>
        state.Directory.FindMerchant(merchant)?.ReserveDays ?? 0;
}
