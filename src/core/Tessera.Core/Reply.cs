using Tessera.Core.Activation;
using Tessera.Core.Cards;
using Tessera.Core.Disputes;
using Tessera.Core.Partners;
using Tessera.Core.Payments;
using Tessera.Core.Settlement;
using Tessera.Core.Tokens;

namespace Tessera.Core;

// What a command answers. Stored with the decision, so a repeat gets the same. Union numbers: append only.
[MemoryPackable]
[MemoryPackUnion(1, typeof(Done))]
[MemoryPackUnion(2, typeof(AccountOpened))]
[MemoryPackUnion(3, typeof(CardEnrolled))]
[MemoryPackUnion(4, typeof(ProvisioningAnswered))]
[MemoryPackUnion(5, typeof(PaymentDecided))]
[MemoryPackUnion(6, typeof(PaymentChanged))]
[MemoryPackUnion(7, typeof(WindowClosed))]
[MemoryPackUnion(8, typeof(WindowSettled))]
[MemoryPackUnion(9, typeof(TokenMoved))]
[MemoryPackUnion(10, typeof(KeyReplaced))]
[MemoryPackUnion(11, typeof(ChargebackMoved))]
public abstract partial record Reply
{
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Done : Reply
    {
        public static readonly Done Instance = new();
    }

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record AccountOpened([property: Order(0)] CardAccount Account) : Reply;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record CardEnrolled([property: Order(0)] Card Card) : Reply;

    // RefusalNumber is not zero where the step was decided against (a wrong code).
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record ProvisioningAnswered(
        [property: Order(0)] ProvisioningId Provisioning,
        [property: Order(1)] ProvisioningState State,
        [property: Order(2)] ActivationPath Path,
        [property: Order(3)] ActivationReason Reasons,
        [property: Order(4)] TokenId Token,
        [property: Order(5)] int CodeAttemptsLeft,
        [property: Order(6)] ushort RefusalNumber) : Reply
    {
        public static ProvisioningAnswered Of(Provisioning provisioning) => new(
            provisioning.Id, provisioning.State, provisioning.Path, provisioning.Reasons,
            provisioning.Token, provisioning.CodeAttemptsLeft, 0);
    }

    // Approved when RefusalNumber is zero; references are empty when declined.
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record PaymentDecided(
        [property: Order(0)] PaymentId Payment,
        [property: Order(1)] PaymentState State,
        [property: Order(2)] ushort RefusalNumber,
        [property: Order(3)] string ApprovalCode,
        [property: Order(4)] string NetworkReference,
        [property: Order(5)] long AmountMinor,
        [property: Order(6)] ushort CurrencyNumber,
        [property: Order(7)] string LastFour,
        [property: Order(8)] Timestamp DecidedAt) : Reply
    {
        [MemoryPackIgnore]
        public bool IsApproved => RefusalNumber == 0 && !IsPending;

        // The outside issuer's answer is awaited: conclude, then answer.
        [MemoryPackIgnore]
        public bool IsPending => State == PaymentState.Requested;

        // What the issuer is asked; only at the first decision, and never stored.
        [MemoryPackIgnore]
        public FundingRequest? Asked { get; init; }

        public static PaymentDecided Of(Payment payment) => new(
            payment.Id, payment.State, RefusalOf(payment), payment.FundingLeg.Reference, payment.NetworkLeg.Reference,
            payment.AuthorisedMinor, payment.CurrencyNumber, payment.LastFour, payment.AuthorisedAt);

        // What was answered when the payment was approved, whatever became of it since.
        public static PaymentDecided First(Payment payment) => Of(payment) with
        {
            State = PaymentState.Authorised, RefusalNumber = 0,
        };

        public static PaymentDecided Of(PaymentEvent.Declined declined, Timestamp at, string lastFour) => new(
            declined.Payment, PaymentState.Declined, declined.RefusalNumber, "", "",
            declined.AmountMinor, declined.CurrencyNumber, lastFour, at);

        private static ushort RefusalOf(Payment payment) => payment.State switch
        {
            PaymentState.Declined => payment.RefusalNumber,
            PaymentState.Reversed => (ushort)PaymentRefusal.ReversedBeforeArrival,
            _ => 0,
        };
    }

    // ActId is the capture's or refund's id where there is one. RefusalNumber is not zero where a reversal found
    // nothing to reverse.
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record PaymentChanged(
        [property: Order(0)] PaymentId Payment,
        [property: Order(1)] PaymentState State,
        [property: Order(2)] long AuthorisedMinor,
        [property: Order(3)] long CapturedMinor,
        [property: Order(4)] long RefundedMinor,
        [property: Order(5)] long HeldMinor,
        [property: Order(6)] ushort CurrencyNumber,
        [property: Order(7)] UInt128 ActId,
        [property: Order(8)] ushort RefusalNumber) : Reply
    {
        public static PaymentChanged Of(Payment payment, UInt128 actId) => new(
            payment.Id, payment.State, payment.AuthorisedMinor, payment.CapturedMinor, payment.RefundedMinor,
            payment.HeldMinor, payment.CurrencyNumber, actId, 0);

        public static PaymentChanged Refused(PaymentRefusal refusal) =>
            new(default, default, 0, 0, 0, 0, 0, default, (ushort)refusal);
    }

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record WindowClosed([property: Order(0)] SettlementWindow Window) : Reply;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record WindowSettled(
        [property: Order(0)] DateOnly BusinessDate,
        [property: Order(1)] MerchantPayout[] Payouts) : Reply;

    // The state that the move led to: a resumed token stays suspended while another party suspends it.
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record TokenMoved(
        [property: Order(0)] TokenId Token,
        [property: Order(1)] TokenState State) : Reply;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record KeyReplaced(
        [property: Order(0)] TokenId Token,
        [property: Order(1)] int KeyNumber,
        [property: Order(2)] int UsesLeft,
        [property: Order(3)] Timestamp ExpiresAt) : Reply;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record ChargebackMoved([property: Order(0)] Chargeback Chargeback) : Reply;
}
