using Tessera.Core.Directory;
using Tessera.Core.Partners;

namespace Tessera.Core.Payments;

public abstract record PaymentCommand : Command
{
    // A payment message as the door read it; the verdict stands for its cryptogram.
    public sealed record Authorise : PaymentCommand
    {
        // Follows from the command's id, so that a repeat names the same payment.
        public required PaymentId Payment { get; init; }

        public required UInt128 TraceKey { get; init; }

        public required PaymentFacts Facts { get; init; }

        public required Pan Number { get; init; }

        public required long AmountMinor { get; init; }

        public required Currency Currency { get; init; }

        public required EntryMode EntryMode { get; init; }

        // Hex, as selected at the terminal.
        public required string ApplicationId { get; init; }

        public required uint UnpredictableNumber { get; init; }

        public required CryptogramVerdict Verdict { get; init; }

        // In an app: when the phone made the cryptogram, which covers it.
        public Timestamp? MadeAt { get; init; }

        // DE11 and DE37 of the message.
        public required int TraceNumber { get; init; }

        public required string RetrievalReference { get; init; }

        // The number is a plain card's; its row in the vault, where one is there.
        public bool IsCard { get; init; }

        public PanReference Pan { get; init; }

        // An advice (0120): the sender decided in the issuer's place and this is its approval code. It binds as an
        // obligation does, whatever is available.
        public string AdvisedCode { get; init; } = "";

        // What the door has against it: refused, unless it was answered before.
        public Refusal Barred { get; init; }
    }

    // What became of the request to the outside issuer.
    public sealed record Conclude(PaymentId Payment, FundingAnswer Answer) : PaymentCommand;

    // Merchant scopes the act: a payment of another merchant is unknown.
    public sealed record Capture(
        PaymentId Payment, MerchantId Merchant, CaptureId CaptureId, long AmountMinor, bool IsFinal) : PaymentCommand;

    public sealed record Void(PaymentId Payment, MerchantId Merchant) : PaymentCommand;

    public sealed record Refund(
        PaymentId Payment, MerchantId Merchant, RefundId RefundId, long AmountMinor) : PaymentCommand;

    // 0400 and 0420: by the trace of the original message, whether it was ever seen or not.
    public sealed record Reverse(UInt128 TraceKey, BookId Acquirer) : PaymentCommand;

    // The till refused before any message was sent: counted for acceptance statistics.
    public sealed record ReportRefusedAttempt(
        MerchantId Merchant, TerminalId Terminal, string PaymentSystem) : PaymentCommand;
}
