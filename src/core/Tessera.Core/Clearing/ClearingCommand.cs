using Tessera.Core.Directory;
using Tessera.Core.Payments;

namespace Tessera.Core.Clearing;

public abstract record ClearingCommand : Command
{
    // A presentment (0220) of an acquirer that keeps its own books, or at an outside issuer's own shard of the network.
    // An obligation: it posts whether an authorisation matches or not.
    public sealed record Present : ClearingCommand
    {
        // Follows from acquirer and message, so that a repeat names the same.
        public required PresentmentId Presentment { get; init; }

        // What the message calls its authorisation: our payment's id where the door found it by the network's
        // reference, and the trace of the original message. Either may be none.
        public PaymentId Payment { get; init; }

        public UInt128 TraceKey { get; init; }

        public required PaymentFacts Facts { get; init; }

        public required Pan Number { get; init; }

        public bool IsCard { get; init; }

        public PanReference Pan { get; init; }

        public required long AmountMinor { get; init; }

        public required Currency Currency { get; init; }

        public required EntryMode EntryMode { get; init; }

        // DE11 and DE37 of the message, and the day on which the cardholder paid.
        public required int TraceNumber { get; init; }

        public required string RetrievalReference { get; init; }

        public required DateOnly TransactionDate { get; init; }

        // The sender's business date; held to where its window is still open here.
        public DateOnly BusinessDate { get; init; }

        // Nothing more will be presented.
        public bool IsFinal { get; init; }

        // Only where the network keeps its books elsewhere: what its message says that the issuer earns and owes.
        public PresentmentFees? Fees { get; init; }
    }

    // The same way back. A refund gives, so it is refused where no purchase is known that it could belong to.
    public sealed record PresentRefund(
        RefundId Refund, PaymentId Payment, UInt128 TraceKey, BookId Acquirer, long AmountMinor, Currency Currency)
        : ClearingCommand
    {
        public DateOnly BusinessDate { get; init; }

        // Only where the network keeps its books elsewhere.
        public long? InterchangeMinor { get; init; }
    }

    public sealed record CloseCase(ClearingCaseId Case, ClearingCaseState Outcome, string By) : ClearingCommand;
}
