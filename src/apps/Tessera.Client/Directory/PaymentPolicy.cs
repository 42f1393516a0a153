namespace Tessera.Client.Directory;

/// <summary>Thresholds of authorisation.</summary>
public sealed record PaymentPolicy
{
    public required long CvmLimitMinor { get; init; }

    public required int CvmCurrencyNumber { get; init; }

    public required int MaximumAtcJump { get; init; }

    public required int MaximumBadCryptograms { get; init; }

    public required int HoldDays { get; init; }

    public required int CaptureToleranceBasisPoints { get; init; }

    public required int RefundDays { get; init; }
}
