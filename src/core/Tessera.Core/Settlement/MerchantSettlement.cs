namespace Tessera.Core.Settlement;

// How one merchant's part of a window was settled: net + released - debt collected + drawn + debt made = held + payout.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record MerchantSettlement
{
    [Order(0)]
    public required MerchantId Merchant { get; init; }

    [Order(1)]
    public required ulong MerchantNumber { get; init; }

    [Order(2)]
    public required ushort AcquirerBook { get; init; }

    [Order(3)]
    public required ushort CurrencyNumber { get; init; }

    [Order(4)]
    public required DateOnly BusinessDate { get; init; }

    [Order(5)]
    public required long NetMinor { get; init; }

    // Reserves whose date has come.
    [Order(6)]
    public long ReleasedMinor { get; init; }

    // Of earlier windows, taken before anything is paid out.
    [Order(7)]
    public long DebtCollectedMinor { get; init; }

    // Taken from reserves before their date, because the merchant would owe.
    [Order(8)]
    public long ReserveDrawnMinor { get; init; }

    [Order(9)]
    public long DebtMadeMinor { get; init; }

    [Order(10)]
    public long HeldMinor { get; init; }

    [Order(11)]
    public DateOnly HeldUntil { get; init; }

    [Order(12)]
    public long PayoutMinor { get; init; }

    [MemoryPackIgnore]
    public bool IsEmpty => NetMinor == 0 && ReleasedMinor == 0;

    public void Check() => Invariant.Check(
        NetMinor + ReleasedMinor - DebtCollectedMinor + ReserveDrawnMinor + DebtMadeMinor == HeldMinor + PayoutMinor
        && DebtCollectedMinor >= 0 && ReserveDrawnMinor >= 0 && DebtMadeMinor >= 0 && HeldMinor >= 0
        && PayoutMinor >= 0,
        "a merchant's window is settled to the last unit");

    // What leaves or enters the merchant's account besides the payout.
    public Posting[] Postings()
    {
        var payable = Account(AccountRole.MerchantPayable);
        var reserve = Account(AccountRole.MerchantReserve);
        var debt = Account(AccountRole.MerchantDebt);
        return new PostingList()
            .Post(reserve, payable, ReleasedMinor + ReserveDrawnMinor)
            .Post(payable, debt, DebtCollectedMinor)
            .Post(debt, payable, DebtMadeMinor)
            .Post(payable, reserve, HeldMinor)
            .ToArray();
    }

    private AccountId Account(AccountRole role) =>
        AccountId.Of(new BookId(AcquirerBook), role, new Currency(CurrencyNumber), MerchantNumber);
}
