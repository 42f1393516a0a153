using Tessera.Core.Directory;

namespace Tessera.Server.Api.Scheme;

/// <summary>One shape both ways: what is read may be changed and sent.</summary>
public sealed record PaymentPolicyBody
{
    public required long CvmLimitMinor { get; init; }

    public required int CvmCurrencyNumber { get; init; }

    public required int MaximumAtcJump { get; init; }

    public required int MaximumBadCryptograms { get; init; }

    public required int HoldDays { get; init; }

    public required int CaptureToleranceBasisPoints { get; init; }

    public required int RefundDays { get; init; }

    public long StandInLimitMinor { get; init; }

    public long StandInDailyMinor { get; init; }

    public int StandInDailyCount { get; init; }

    public long TransitCapMinor { get; init; }

    public static PaymentPolicyBody Of(PaymentPolicy policy) => new()
    {
        CvmLimitMinor = policy.CvmLimitMinor,
        CvmCurrencyNumber = policy.CvmCurrencyNumber,
        MaximumAtcJump = policy.MaximumAtcJump,
        MaximumBadCryptograms = policy.MaximumBadCryptograms,
        HoldDays = policy.HoldDays,
        CaptureToleranceBasisPoints = policy.CaptureToleranceBasisPoints,
        RefundDays = policy.RefundDays,
        StandInLimitMinor = policy.StandInLimitMinor,
        StandInDailyMinor = policy.StandInDailyMinor,
        StandInDailyCount = policy.StandInDailyCount,
        TransitCapMinor = policy.TransitCapMinor,
    };

    public PaymentPolicy ToCore() => new()
    {
        CvmLimitMinor = CvmLimitMinor,
        CvmCurrencyNumber = (ushort)CvmCurrencyNumber,
        MaximumAtcJump = MaximumAtcJump,
        MaximumBadCryptograms = MaximumBadCryptograms,
        HoldDays = HoldDays,
        CaptureToleranceBasisPoints = CaptureToleranceBasisPoints,
        RefundDays = RefundDays,
        StandInLimitMinor = StandInLimitMinor,
        StandInDailyMinor = StandInDailyMinor,
        StandInDailyCount = StandInDailyCount,
        TransitCapMinor = TransitCapMinor,
    };
}
