namespace Tessera.Core.Directory;

// Thresholds of authorisation, as data. The CVM limit holds in CvmCurrencyNumber; in any other currency cardholder
// verification is always needed.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record PaymentPolicy
{
    public static readonly PaymentPolicy Default = new();

    [Order(0)]
    public long CvmLimitMinor { get; init; } = 5_000;

    [Order(1)]
    public ushort CvmCurrencyNumber { get; init; } = 840;

    [Order(2)]
    public int MaximumAtcJump { get; init; } = 1_000;

    [Order(3)]
    public int MaximumBadCryptograms { get; init; } = 5;

    [Order(4)]
    public int HoldDays { get; init; } = 7;

    [Order(5)]
    public int CaptureToleranceBasisPoints { get; init; }

    [Order(6)]
    public int RefundDays { get; init; } = 360;

    // What the network may approve in the place of an issuer that does not answer: per payment, and per payer and day.
    // Zero: never.
    [Order(7)]
    public long StandInLimitMinor { get; init; }

    [Order(8)]
    public long StandInDailyMinor { get; init; }

    [Order(9)]
    public int StandInDailyCount { get; init; }

    // Up to this amount a gate of public transport (its merchant's category) takes a device that verified nobody. Zero:
    // never. It is in CvmCurrencyNumber.
    [Order(10)]
    public long TransitCapMinor { get; init; }
}
