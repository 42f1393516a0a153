namespace Tessera.Core.Settlement;

public abstract partial record SettlementEvent : CoreEvent
{
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record WindowClosed([property: Order(1)] SettlementWindow Window) : SettlementEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record WindowSettled(
        [property: Order(1)] DateOnly BusinessDate,
        [property: Order(2)] Posting[] Postings) : SettlementEvent, IPostingEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record PayoutInstructed(
        [property: Order(1)] MerchantPayout Payout,
        [property: Order(2)] Posting[] Postings) : SettlementEvent, IPostingEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record PayoutSettled(
        [property: Order(1)] PayoutId Payout,
        [property: Order(2)] string StatementReference,
        [property: Order(3)] Posting[] Postings) : SettlementEvent, IPostingEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record MerchantSettled(
        [property: Order(1)] MerchantSettlement Settlement,
        [property: Order(2)] Posting[] Postings) : SettlementEvent, IPostingEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record NetDebitCapSet(
        [property: Order(1)] NetDebitCap Cap,
        [property: Order(2)] bool IsRemoved,
        [property: Order(3)] string By) : SettlementEvent;
}
