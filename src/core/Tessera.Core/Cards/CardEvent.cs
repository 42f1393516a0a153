namespace Tessera.Core.Cards;

public abstract partial record CardEvent : CoreEvent
{
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record AccountOpened(
        [property: Order(1)] CardAccount Account,
        [property: Order(2)] long CreditLimitMinor) : CardEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Deposited(
        [property: Order(1)] CardAccountId Account,
        [property: Order(2)] long AmountMinor,
        [property: Order(3)] Posting[] Postings) : CardEvent, IPostingEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Transferred(
        [property: Order(1)] AccountTransferId Transfer,
        [property: Order(2)] CardAccountId Source,
        [property: Order(3)] CardAccountId Target,
        [property: Order(4)] long AmountMinor,
        [property: Order(5)] Posting[] Postings) : CardEvent, IPostingEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Enrolled([property: Order(1)] Card Card) : CardEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record StatusSet(
        [property: Order(1)] CardId Card,
        [property: Order(2)] CardStatus Status,
        [property: Order(3)] string By) : CardEvent;

    // Card as it is from now on; FormerPan pays no more.
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Reissued(
        [property: Order(1)] Card Card,
        [property: Order(2)] PanReference FormerPan,
        [property: Order(3)] string By) : CardEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record AccountClosed(
        [property: Order(1)] CardAccountId Account,
        [property: Order(2)] string By) : CardEvent;
}
