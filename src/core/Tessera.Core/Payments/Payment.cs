using Tessera.Core.Directory;

namespace Tessera.Core.Payments;

// One payment from authorisation to its last refund. Immutable: each event makes the next one.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record Payment
{
    [Order(0)]
    public required PaymentId Id { get; init; }

    // Acquirer, terminal, trace number and time of transmission, hashed: what a reversal names.
    [Order(1)]
    public required UInt128 TraceKey { get; init; }

    [Order(2)]
    [FactsByNumber]
    public required PaymentFacts Facts { get; init; }

    [Order(3)]
    public required PaymentState State { get; init; }

    [Order(4)]
    public required TokenId Token { get; init; }

    [Order(5)]
    public required AccountId FundingAccount { get; init; }

    [Order(6)]
    public required ushort CurrencyNumber { get; init; }

    [Order(7)]
    public required long AuthorisedMinor { get; init; }

    [Order(8)]
    public required long HeldMinor { get; init; }

    [Order(9)]
    public long CapturedMinor { get; init; }

    [Order(10)]
    public long RefundedMinor { get; init; }

    [Order(11)]
    public required Timestamp AuthorisedAt { get; init; }

    [Order(12)]
    public required Timestamp HoldExpiresAt { get; init; }

    [Order(13)]
    public required ushort Atc { get; init; }

    [Order(14)]
    public required EntryMode EntryMode { get; init; }

    [Order(15)]
    public required CardholderVerification Verification { get; init; }

    [Order(16)]
    public required int TraceNumber { get; init; }

    [Order(17)]
    public required PaymentLeg AcquirerLeg { get; init; }

    [Order(18)]
    public required PaymentLeg NetworkLeg { get; init; }

    [Order(19)]
    public required PaymentLeg FundingLeg { get; init; }

    [Order(20)]
    public PaymentCapture[] Captures { get; init; } = [];

    [Order(21)]
    public PaymentRefund[] Refunds { get; init; } = [];

    // The last four digits of the token, for receipts.
    [Order(22)]
    public required string LastFour { get; init; }

    // None where an outside issuer's plain card is not registered here.
    [Order(23)]
    public CardId Card { get; init; }

    // Where the number of a plain card lies in the vault; of a token the card knows.
    [Order(24)]
    public PanReference Pan { get; init; }

    [Order(25)]
    public VerdictSource VerifiedBy { get; init; }

    // Why the outside issuer's part ended in a decline.
    [Order(26)]
    public ushort RefusalNumber { get; init; }

    // Placed by an advice, as an obligation.
    [Order(27)]
    public bool IsAdvised { get; init; }

    // Charged by all presentments, and given back by refunds.
    [Order(28)]
    public long InterchangeMinor { get; init; }

    [Order(29)]
    public long InterchangeReturnedMinor { get; init; }

    // What issuers took back and have not given up.
    [Order(30)]
    public long ChargedBackMinor { get; init; }

    // All that was ever charged back, whoever won, and in how many chargebacks.
    [Order(31)]
    public long DisputedMinor { get; init; }

    [Order(32)]
    public int ChargebackCount { get; init; }

    // Of the command that was approved at once: the payment itself is its stored answer.
    [Order(33)]
    public UInt128 CommandId { get; init; }

    [Order(34)]
    public UInt128 BodyHash { get; init; }

    // None where the facts name it.
    [Order(35)]
    public TerminalId Terminal { get; init; }

    [MemoryPackIgnore]
    public TerminalId Till => Terminal.IsNone ? Facts.Terminal : Terminal;

    [MemoryPackIgnore]
    public Currency Currency => new(CurrencyNumber);

    [MemoryPackIgnore]
    public long RefundableMinor => CapturedMinor - RefundedMinor - ChargedBackMinor;

    // What was captured is given back once or charged back once, whoever won. Below zero after a refund of what had
    // been disputed.
    [MemoryPackIgnore]
    public long DisputableMinor => CapturedMinor - RefundedMinor - DisputedMinor;

    [MemoryPackIgnore]
    public bool IsFinished =>
        State is PaymentState.Captured or PaymentState.Voided or PaymentState.Reversed or PaymentState.Expired
            or PaymentState.Declined;

    public void Check()
    {
        Invariant.Check(HeldMinor >= 0 && HeldMinor <= AuthorisedMinor, "a hold is at most what was authorised");
        Invariant.Check(!IsFinished || HeldMinor == 0, "a finished payment holds nothing");
        Invariant.Check(
            RefundableMinor >= 0 && ChargedBackMinor >= 0, "refunds and chargebacks never exceed captures");
        Invariant.Check(
            Captures.Sum(capture => capture.AmountMinor) == CapturedMinor
            && Refunds.Sum(refund => refund.AmountMinor) == RefundedMinor,
            "captures and refunds add up");
    }

    internal Payment InLegState(LegState state) => this with
    {
        AcquirerLeg = AcquirerLeg with { State = state },
        NetworkLeg = NetworkLeg with { State = state },
        FundingLeg = FundingLeg with { State = state },
    };
}
