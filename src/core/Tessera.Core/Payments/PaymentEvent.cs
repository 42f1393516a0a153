using Tessera.Core.Clearing;
using Tessera.Core.Fees;

namespace Tessera.Core.Payments;

public abstract partial record PaymentEvent : CoreEvent
{
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Authorised(
        [property: Order(1)] Payment Payment,
        [property: Order(2)] ulong KeyId,
        [property: Order(3)] Posting[] Postings) : PaymentEvent, IPostingEvent
    {
        // Of what the cryptogram covers: see CoveredMarks.
        [Order(4)]
        public ushort CoveredMark { get; init; }
    }

    // The counter is used up and the outside issuer is being asked.
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Requested(
        [property: Order(1)] Payment Payment,
        [property: Order(2)] ulong KeyId) : PaymentEvent
    {
        [Order(3)]
        public ushort CoveredMark { get; init; }
    }

    // The outside issuer's answer, or what the network decided without one.
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Concluded : PaymentEvent
    {
        [Order(1)]
        public required PaymentId Payment { get; init; }

        // Of the funding leg: approved, declined or stood in.
        [Order(2)]
        public required LegState Funding { get; init; }

        [Order(3)]
        public required string ApprovalCode { get; init; }

        [Order(4)]
        public required ushort RefusalNumber { get; init; }

        [Order(5)]
        public required MerchantId Merchant { get; init; }

        [Order(6)]
        public required string PaymentSystem { get; init; }

        [Order(7)]
        public required long AmountMinor { get; init; }

        [Order(8)]
        public required ushort CurrencyNumber { get; init; }
    }

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Declined : PaymentEvent
    {
        [Order(1)]
        public required PaymentId Payment { get; init; }

        [Order(2)]
        public required ushort RefusalNumber { get; init; }

        // Zero when no token has the number.
        [Order(3)]
        public required TokenId Token { get; init; }

        [Order(4)]
        public required MerchantId Merchant { get; init; }

        [Order(5)]
        public required TerminalId Terminal { get; init; }

        [Order(6)]
        public required string PaymentSystem { get; init; }

        [Order(7)]
        public required long AmountMinor { get; init; }

        [Order(8)]
        public required ushort CurrencyNumber { get; init; }

        [Order(9)]
        public required ushort Atc { get; init; }

        [Order(10)]
        public required ulong KeyId { get; init; }

        // The counter value and one use of the key are spent although the payment was declined.
        [Order(11)]
        public required bool IsCounterConsumed { get; init; }

        [Order(12)]
        public required bool IsBadCryptogram { get; init; }

        [Order(13)]
        public required EntryMode EntryMode { get; init; }

        [Order(14)]
        public required int TraceNumber { get; init; }

        [Order(15)]
        public required ushort AcquirerBook { get; init; }

        [Order(16)]
        public required ushort IssuerBook { get; init; }

        // Zero when no card here has the number, and for tokens.
        [Order(17)]
        public CardId Card { get; init; }

        [Order(18)]
        public ushort CoveredMark { get; init; }
    }

    // The merchant's act: what it is owed, before the scheme has seen it.
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Captured(
        [property: Order(1)] PaymentId Payment,
        [property: Order(2)] PaymentCapture Capture,
        [property: Order(3)] bool IsFinal,
        [property: Order(4)] Posting[] Postings) : PaymentEvent, IPostingEvent;

    // The issuer-side record of a capture: hold to posting, due amounts between the books, fees.
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Presented : PaymentEvent, IPostingEvent
    {
        [Order(1)]
        public required PresentmentId Presentment { get; init; }

        [Order(2)]
        public required PaymentId Payment { get; init; }

        [Order(3)]
        public required CaptureId Capture { get; init; }

        [Order(4)]
        public required DateOnly BusinessDate { get; init; }

        [Order(5)]
        public required long AmountMinor { get; init; }

        [Order(6)]
        public required PresentmentFees Fees { get; init; }

        // Of the hold: what was posted from it and what was let go.
        [Order(7)]
        public required long FromHoldMinor { get; init; }

        [Order(8)]
        public required long ReleasedMinor { get; init; }

        [Order(9)]
        public required Posting[] Postings { get; init; }

        [Order(10)]
        public required MerchantId Merchant { get; init; }

        [Order(11)]
        public required string PaymentSystem { get; init; }

        [Order(12)]
        public required ushort CurrencyNumber { get; init; }

        // Null where the fees came with the message of a network that keeps its books elsewhere.
        [Order(13)]
        public FeeBasis? Basis { get; init; }

        [Order(14)]
        public PresentmentMarks Marks { get; init; }

        [Order(15)]
        public ushort IssuerBook { get; init; }

        [Order(16)]
        public ushort AcquirerBook { get; init; }

        // The acquirer's own, and the day on which the cardholder paid.
        [Order(17)]
        public string Reference { get; init; } = "";

        [Order(18)]
        public DateOnly TransactionDate { get; init; }
    }

    // A presentment came that no authorisation matches: a payment of its own begins with it.
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Opened([property: Order(1)] Payment Payment) : PaymentEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Voided(
        [property: Order(1)] PaymentId Payment,
        [property: Order(2)] Posting[] Postings) : PaymentEvent, IPostingEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Reversed(
        [property: Order(1)] PaymentId Payment,
        [property: Order(2)] Posting[] Postings) : PaymentEvent, IPostingEvent;

    // A reversal came before its original, or the original never arrives: should it come, it is declined.
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record ReversedBeforeArrival(
        [property: Order(1)] UInt128 TraceKey,
        [property: Order(2)] ushort AcquirerBook) : PaymentEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record HoldExpired(
        [property: Order(1)] PaymentId Payment,
        [property: Order(2)] Posting[] Postings) : PaymentEvent, IPostingEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Refunded : PaymentEvent, IPostingEvent
    {
        [Order(1)]
        public required PaymentId Payment { get; init; }

        [Order(2)]
        public required PaymentRefund Refund { get; init; }

        [Order(3)]
        public required long InterchangeReturnedMinor { get; init; }

        [Order(4)]
        public required Posting[] Postings { get; init; }

        [Order(5)]
        public required MerchantId Merchant { get; init; }

        [Order(6)]
        public required ushort CurrencyNumber { get; init; }
    }

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record AttemptRefused(
        [property: Order(1)] MerchantId Merchant,
        [property: Order(2)] TerminalId Terminal,
        [property: Order(3)] string PaymentSystem) : PaymentEvent;
}
